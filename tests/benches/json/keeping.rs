//! Users of about 200 bytes: what has no place is kept, against the same with bare values, which leave it behind.

use std::hint::black_box;

use heirloom::{Version, Versioned, json};
use heirloom_tests::user::{Status, User, v1};

use crate::rounds::Rounds;

pub(crate) fn compare(rounds: &mut Rounds) {
    let olds: Vec<String> = (0..128)
        .map(|id| {
            let email = format!("{id}@{}.example.org", "mail".repeat(32));
            json::to_string(&v1::User { name: format!("Ada{id} Lovelace{id}"), email }).unwrap()
        })
        .collect();
    each(
        rounds,
        "keep_upgrade_nothing_kept",
        (&olds, open_and_seal),
        (&olds, |old| {
            let user = json::from_str::<User>(old).unwrap();
            black_box(json::to_string(&user).unwrap());
        }),
    );

    // Each has something that version 1 has no place for.
    let with_tags = |old: &String| {
        let mut user: User = json::from_str(old).unwrap();
        user.status = Status::Suspended;
        user.tags = vec!["admin".into(), "founder".into()];
        json::to_string(&user).unwrap()
    };
    let news: Vec<String> = olds.iter().map(with_tags).collect();
    each(
        rounds,
        "keep_downgrade",
        (&news, |new| {
            let user: User = json::from_str(new).unwrap();
            black_box(json::to_string_at(user, Version::major(1)).unwrap());
        }),
        (&news, |new| {
            let user: User = json::from_str(new).unwrap();
            let old: v1::User = heirloom::downgrade(user).unwrap();
            black_box(json::to_string(&old).unwrap());
        }),
    );

    let older = |new: &String| {
        let user: User = json::from_str(new).unwrap();
        json::to_string_at(user, Version::major(1)).unwrap()
    };
    let carried: Vec<String> = news.iter().map(older).collect();
    each(
        rounds,
        "keep_upgrade_given_back",
        (&carried, open_and_seal),
        (&olds, |old| {
            let user = json::from_str::<User>(old).unwrap();
            black_box(json::to_string(&user).unwrap());
        }),
    );

    let handed_on = move || -> Vec<Versioned<v1::User>> {
        carried.iter().map(|record| json::open_str(record).unwrap()).collect()
    };
    rounds.compare(
        "keep_write_handed_on".to_owned(),
        None,
        handed_on,
        |records| {
            for record in &records {
                black_box(json::seal_to_string(black_box(record)).unwrap());
            }
            records
        },
        |records| {
            for record in &records {
                black_box(json::to_string(&**black_box(record)).unwrap());
            }
            records
        },
    );
}

fn open_and_seal(record: &str) {
    let user = json::open_str::<User>(record).unwrap();
    black_box(json::seal_to_string(&user).unwrap());
}

/// Two ways, each with its records.
fn each(
    rounds: &mut Rounds,
    name: &str,
    ours: (&[String], fn(&str)),
    plain: (&[String], fn(&str)),
) {
    let all = |(records, way): (&[String], fn(&str))| {
        let records = records.to_vec();
        move |()| records.iter().for_each(|record| way(black_box(record)))
    };
    rounds.compare(name.to_owned(), None, || (), all(ours), all(plain));
}

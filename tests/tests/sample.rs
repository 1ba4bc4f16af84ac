//! The three-version record with which the nearest crates were compared, as short as a user would write it.

// sample: begins
use heirloom::Migrate;
use serde::{Deserialize, Serialize};
#[derive(Serialize, Deserialize, Debug, PartialEq)]
enum Status {
    Active,
}
#[derive(Serialize, Deserialize, Migrate, Debug, PartialEq)]
#[migrate(entity = "user", version = 1)]
struct UserV1 {
    name: String,
    email: String,
}
#[derive(Serialize, Deserialize, Migrate, Debug, PartialEq)]
#[migrate(from = UserV1)]
struct UserV2 {
    #[migrate(from = name)]
    full_name: String,
    email: String,
    #[migrate(default = Status::Active)]
    status: Status,
}
#[derive(Serialize, Deserialize, Migrate, Debug, PartialEq)]
#[migrate(from = UserV2, split(full_name => first, last;
    up = |name| name.split_once(' ').filter(|parts| !parts.1.is_empty())
        .map_or((name.clone(), String::new()), |parts| (parts.0.into(), parts.1.into())),
    down = |first, last| if last.is_empty() { first } else { first + " " + &last }))]
struct User {
    first: String,
    last: String,
    #[migrate(up = Some, down = Option::unwrap_or_default)]
    email: Option<String>,
    status: Status,
    #[migrate(default)]
    tags: Vec<String>,
}
// sample: ends

#[test]
fn the_sample_costs_at_most_35_lines() {
    let sample = include_str!("sample.rs");
    let begins = sample.find("// sample: begins\n").unwrap();
    let ends = sample.find("// sample: ends\n").unwrap();
    let lines = sample[begins..ends].lines().skip(1).filter(|line| !line.trim().is_empty()).count();
    assert!(lines <= 35, "{lines} lines");
}

#[test]
fn the_sample_is_exact_in_both_directions() {
    for name in
        ["Ada Lovelace", "Ada", "", " ", "Ada ", " Ada", "Ada King Lovelace", "Ada  Lovelace"]
    {
        let stored = format!(r#"{{"$v":1,"name":"{name}","email":"ada@example.org"}}"#);
        let user: User = heirloom::json::from_str(&stored).unwrap();
        let older = heirloom::json::to_string_at(user, heirloom::Version::major(1)).unwrap();
        assert_eq!(heirloom_tests::without_carry(&older), stored);
    }
    let stored = r#"{"$v":1,"name":"Ada Lovelace","email":"ada@example.org"}"#;
    let user: User = heirloom::json::from_str(stored).unwrap();
    assert_eq!(
        (&*user.first, &*user.last, user.email.as_deref()),
        ("Ada", "Lovelace", Some("ada@example.org"))
    );
    assert_eq!((user.status, user.tags), (Status::Active, vec![]));
}

//! Fixtures: written on request, read for ever.

use std::fs;
use std::path::Path;

use heirloom::Migrate;
use heirloom::testing::{Laws, Tested, arbitrary};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
#[migrate(entity = "golden user", version = 1)]
struct V1 {
    name: String,
    fax: String,
}

#[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
#[migrate(from = V1, drop(fax = "none"))]
struct V2 {
    #[migrate(from = name)]
    full_name: String,
}

/// The chain without its first version.
#[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
#[migrate(entity = "golden user", version = 2)]
struct Only2 {
    full_name: String,
}

/// Version 1 as it never was.
#[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
#[migrate(entity = "golden user", version = 1)]
struct Edited1 {
    name: String,
    fax: u8,
}

#[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
#[migrate(from = Edited1, drop(fax = 0))]
struct Edited2 {
    #[migrate(from = name)]
    full_name: String,
}

/// Version 2 with another word for `fax`.
#[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
#[migrate(from = V1, drop(fax = "gone"))]
struct Other2 {
    #[migrate(from = name)]
    full_name: String,
}

/// Version 2 that keeps it.
#[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
#[migrate(from = V1, drop(fax, keep))]
struct Keeping2 {
    #[migrate(from = name)]
    full_name: String,
}

fn said<T: Tested>(folder: &Path, bless: bool) -> Option<String> {
    let laws = Laws::<T>::new().cases(1).golden(folder).bless(bless);
    laws.run().err().map(|broke| broke.to_string())
}

#[test]
fn fixtures_are_written_on_request_and_hold_for_ever() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let text = said::<V2>(folder, false).expect("there are none yet");
    assert!(
        text.starts_with(
            "law 7 was not tested for `golden user`: there are no fixtures of version 1 in "
        ),
        "{text}"
    );
    assert!(text.ends_with("record some: HEIRLOOM_BLESS=1 cargo test"), "{text}");

    assert_eq!(said::<V2>(folder, true), None);
    let first = folder.join("golden-user/v1");
    let empty = fs::read_to_string(first.join("empty.json")).expect("a fixture");
    assert_eq!(empty, "{\"$v\":1,\"name\":\"\",\"fax\":\"\"}\n");
    let after = fs::read_to_string(first.join("empty.after.json")).expect("what becomes of it");
    assert_eq!(after, "{\"$v\":1,\"name\":\"\",\"fax\":\"none\"}\n");
    assert!(!folder.join("golden-user/v2/empty.after.json").exists(), "the latest stays as it is");
    assert_eq!(said::<V2>(folder, false), None);

    let typical = fs::read_to_string(first.join("typical.json")).expect("a fixture");
    assert_eq!(typical, "{\"$v\":1,\"name\":\"name 1\",\"fax\":\"fax 2\"}\n");

    // Nothing is written twice, and the same values come out in another folder.
    let edges = fs::read(first.join("edges.json")).expect("a fixture");
    fs::remove_dir_all(&first).expect("gone");
    assert_eq!(said::<V2>(folder, true), None);
    assert_eq!(fs::read(first.join("edges.json")).expect("a fixture"), edges);
}

#[test]
fn what_a_fixture_finds_is_told_with_what_to_type() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    assert_eq!(said::<V2>(folder, true), None);

    let text = said::<Edited2>(folder, false).expect("version 1 changed");
    assert!(text.starts_with("law 7 does not hold for `golden user`: every fixture of a shipped version still reads\n"), "{text}");
    assert!(text.contains("v1/edges.json: cannot open `golden user` at version 1"), "{text}");
    assert!(
        text.contains("if version 1 was never shipped, remove its folder and record it anew"),
        "{text}"
    );

    let text = said::<Only2>(folder, false).expect("version 1 is gone");
    assert!(
        text.contains("golden-user/v1 has fixtures, and the chain no longer holds that version"),
        "{text}"
    );

    let text = said::<Other2>(folder, false).expect("another form");
    assert!(
        text.contains("it does not come back as recorded in ")
            && text.contains(r#"`fax`: "none" became "gone""#),
        "{text}"
    );

    let text = said::<Keeping2>(folder, false).expect("an after-file too many");
    assert!(
        text.contains("it comes back as it is, and still there is ")
            && text.ends_with("remove it: HEIRLOOM_BLESS=1 cargo test"),
        "{text}"
    );
    assert_eq!(said::<Keeping2>(folder, true), None);
    assert!(!folder.join("golden-user/v1/edges.after.json").exists());

    let text = said::<V2>(folder, false).expect("an after-file that is missing");
    assert!(
        text.contains("it comes back as {")
            && text.ends_with("record it: HEIRLOOM_BLESS=1 cargo test"),
        "{text}"
    );
}

#[test]
fn a_fixture_of_your_own_is_read_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    assert_eq!(said::<V2>(folder, true), None);
    let own = folder.join("golden-user/v1/customer 4711.json");
    fs::write(&own, "{\"name\": \"Ada\", \"fax\": \"none\", \"$v\": 1}\n").expect("written");
    assert_eq!(said::<V2>(folder, false), None);
    fs::write(&own, "{\"name\": \"Ada\", \"$v\": 1}").expect("written");
    let text = said::<V2>(folder, false).expect("damaged");
    assert!(text.contains("customer 4711.json") && text.contains("missing field `fax`"), "{text}");
}

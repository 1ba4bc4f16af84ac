//! The word `pin`: what is written where no version is said.

use heirloom::{Migrate, Tagged, Version, Versioned, cbor, json, postcard, toml, yaml};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "user", version = 1)]
struct First {
    name: String,
}

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = First)]
struct Second {
    name: String,
    #[migrate(default)]
    tags: Vec<String>,
}

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = Second, pin = 2)]
struct Third {
    name: String,
    tags: Vec<String>,
    #[migrate(default)]
    admin: bool,
}

/// The version after it says nothing.
#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = Third)]
struct Fourth {
    name: String,
    tags: Vec<String>,
    admin: bool,
}

fn ada() -> Third {
    Third { name: "Ada".into(), tags: vec!["a".into()], admin: true }
}

#[test]
fn a_value_is_written_at_the_pin_and_comes_back_whole() {
    let record = json::to_string(&ada()).unwrap();
    assert!(record.starts_with(r#"{"$v":2,"$c":{"#), "{record}");
    assert_eq!(json::from_str::<Third>(&record).unwrap(), ada());
    // A program that knows nothing newer reads it.
    assert_eq!(json::from_str::<Second>(&record).unwrap().tags, ["a"]);
    // A nested record of its own, too.
    let tagged = serde_json::to_string(&Tagged::new(ada())).unwrap();
    assert_eq!(tagged, record);
    // And in the other formats.
    for bytes in [cbor::to_vec(&ada()).unwrap(), cbor::seal(&Versioned::new(ada())).unwrap()] {
        assert_eq!(cbor::version_of::<Third>(&bytes).unwrap(), Version::major(2));
        assert_eq!(cbor::from_slice::<Third>(&bytes).unwrap(), ada());
    }
    let bytes = postcard::to_vec(&ada()).unwrap();
    assert_eq!(postcard::version_of::<Third>(&bytes).unwrap(), Version::major(2));
    assert_eq!(postcard::from_slice::<Third>(&bytes).unwrap(), ada());
    let text = toml::to_string(&ada()).unwrap();
    assert_eq!(toml::version_of::<Third>(&text).unwrap(), Version::major(2));
    assert_eq!(toml::from_str::<Third>(&text).unwrap(), ada());
    let text = yaml::seal_to_string(&Versioned::new(ada())).unwrap();
    assert_eq!(yaml::version_of::<Third>(&text).unwrap(), Version::major(2));
    assert_eq!(yaml::from_str::<Third>(&text).unwrap(), ada());
}

#[test]
fn who_says_a_version_gets_it() {
    let third = json::to_string_at(ada(), Version::major(3)).unwrap();
    assert_eq!(third, r#"{"$v":3,"name":"Ada","tags":["a"],"admin":true}"#);
    let first = json::to_string_at(ada(), Version::major(1)).unwrap();
    assert!(first.starts_with(r#"{"$v":1,"#), "{first}");
    let bytes = cbor::to_vec_at(ada(), Version::major(3)).unwrap();
    assert_eq!(cbor::version_of::<Third>(&bytes).unwrap(), Version::major(3));
}

#[test]
fn a_record_does_not_become_older() {
    let newer = r#"{"$v":3,"name":"Ada","tags":["a"],"admin":true}"#;
    let mut user: Versioned<Third> = json::open_str(newer).unwrap();
    assert_eq!(json::seal_to_string(&user).unwrap(), newer);
    user.name.push('!');
    assert!(json::seal_to_string(&user).unwrap().starts_with(r#"{"$v":3,"#));
    let older: Versioned<Third> = json::open_str(r#"{"$v":1,"name":"Ada"}"#).unwrap();
    assert!(json::seal_to_string(&older).unwrap().starts_with(r#"{"$v":2,"#));
    let bytes = cbor::to_vec_at(ada(), Version::major(3)).unwrap();
    let user: Versioned<Third> = cbor::open_slice(&bytes).unwrap();
    assert_eq!(cbor::seal(&user).unwrap(), bytes);
}

#[test]
fn a_record_that_was_brought_down_is_written_as_what_it_is() {
    let newer: Versioned<Third> =
        json::open_str(r#"{"$v":3,"name":"Ada","tags":["a"],"admin":true}"#).unwrap();
    let older: Versioned<First> = heirloom::downgrade(newer).unwrap();
    assert!(json::seal_to_string(&older).unwrap().starts_with(r#"{"$v":1,"#));
    assert!(json::seal_payload(&older).unwrap().ends_with(r#","name":"Ada"}"#));
    let bytes = cbor::seal(&older).unwrap();
    assert_eq!(cbor::version_of::<First>(&bytes).unwrap(), Version::major(1));
}

#[test]
fn the_pin_is_that_of_its_type_alone() {
    assert_eq!(Third::PIN, Version::major(2));
    assert_eq!(Fourth::PIN, Version::major(4));
    assert_eq!(Second::PIN, Version::major(2));
    let fourth = Fourth { name: "Ada".into(), tags: vec![], admin: false };
    assert!(json::to_string(&fourth).unwrap().starts_with(r#"{"$v":4,"#));
}

//! Records as bytes: what is read, what is written, and what is refused.

use std::error::Error;

use heirloom::envelope::OpenErrorKind;
use heirloom::{OpenError, Version, Versioned, json};
use heirloom_tests::user::{Status, User, v1, v2};
use heirloom_tests::without_carry;

fn ada() -> User {
    User {
        first_name: "Ada".into(),
        last_name: "Lovelace".into(),
        email: Some("ada@example.org".into()),
        status: Status::Active,
        tags: vec![],
    }
}

fn refused(text: &str) -> OpenError {
    json::from_str::<User>(text).expect_err(text)
}

#[test]
fn every_version_is_read_as_today_s_type() {
    let v1 = r#"{"$v":1,"name":"Ada Lovelace","email":"ada@example.org"}"#;
    let v2 = r#"{"$v":2,"full_name":"Ada Lovelace","email":"ada@example.org","status":"Active"}"#;
    let v3 = json::to_string(&ada()).unwrap();
    for text in [v1, v2, &v3] {
        assert_eq!(json::from_str::<User>(text).unwrap(), ada(), "{text}");
    }
    assert_eq!(
        v3,
        r#"{"$v":3,"first_name":"Ada","last_name":"Lovelace","email":"ada@example.org","status":"Active","tags":[]}"#
    );
    for (version, text) in [(2, v2), (1, v1)] {
        let older = json::to_string_at(ada(), Version::major(version)).unwrap();
        assert_eq!(without_carry(&older), text);
        assert_eq!(json::from_str::<User>(&older).unwrap(), ada());
    }
    let error = json::to_string_at(ada(), Version::major(4)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "cannot write `user` at version 4: the chain does not hold that version"
    );
}

#[test]
fn the_tag_may_stand_anywhere_in_the_outer_object() {
    for text in [
        r#"{"name":"Ada Lovelace","$v":1,"email":"ada@example.org"}"#,
        r#"{"name":"Ada Lovelace","email":"ada@example.org","$v":1}"#,
        r#"{"name":"Ada Lovelace","email":"ada@example.org","\u0024v":1}"#,
        " {\n\"$v\" : 1 , \"name\":\"Ada Lovelace\",\"email\":\"ada@example.org\"}\t",
        r#"{"$v":"1","name":"Ada Lovelace","email":"ada@example.org"}"#,
        r#"{"$v":"1.0.0","name":"Ada Lovelace","email":"ada@example.org"}"#,
        r#"{"$e":"user","$v":1,"name":"Ada Lovelace","email":"ada@example.org"}"#,
    ] {
        assert_eq!(json::from_str::<User>(text).unwrap(), ada(), "{text}");
        assert_eq!(json::version_of::<User>(text).unwrap(), Version::major(1), "{text}");
    }
}

#[test]
fn what_looks_like_the_tag_is_not_taken_for_it() {
    for text in [
        r#"{"x":{"$v":3},"name":"Ada Lovelace","$v":1,"email":"ada@example.org"}"#,
        r#"{"x":{"$v":9},"name":"Ada Lovelace","email":"ada@example.org","$v":1}"#,
        r#"{"name":"Ada Lovelace","$v":1,"email":"ada@example.org","x":{"$v":3}}"#,
        r#"{"x":"{\"$v\":3}","name":"Ada Lovelace","$v":1,"email":"ada@example.org"}"#,
        r#"{"name":"Ada Lovelace","$v":1,"email":"ada@example.org","x\"$v":3}"#,
        r#"{"x":{"$v":3},"name":"Ada Lovelace","email":"ada@example.org","$v":"1"}"#,
        "\n{ \"x\" : [ { \"$v\" : 3 } ] , \"name\" : \"Ada Lovelace\", \"$v\" : 1 , \"email\" : \"ada@example.org\" }",
    ] {
        assert_eq!(json::from_str::<User>(text).unwrap(), ada(), "{text}");
        assert_eq!(json::version_of::<User>(text).unwrap(), Version::major(1), "{text}");
    }
    for (text, code) in [
        (r#"{"name":"A","email":"","x":{"$v":1}}"#, "no_tag"),
        (r#"{"name":"A","email":"","x\"$v":1}"#, "no_tag"),
        (r#"{"name":"A","email":"","$v":1}}"#, "malformed"),
        (r#"{"name":"A","email":"",,"$v":1}"#, "malformed"),
        (r#"{{"name":"A","email":"","$v":1}"#, "malformed"),
        (r#"{"name":"A","$v":1,"email":"","$v":2}"#, "stray_member"),
        (r#"{"$v":"2","name":"A","email":"","$v":1}"#, "stray_member"),
        (r#"{"$e":"order","name":"A","email":"","$v":1}"#, "wrong_entity"),
    ] {
        let error = refused(text);
        assert_eq!(error.kind().code(), code, "{text}: {error}");
    }
}

#[test]
fn bad_records_are_refused_with_a_kind_of_their_own() {
    let deep = format!(r#"{{"$v":3,"tags":{}"#, "[".repeat(10_000));
    for (text, code) in [
        ("", "malformed"),
        ("{", "malformed"),
        ("null", "no_tag"),
        ("[]", "no_tag"),
        ("{}", "no_tag"),
        (r#"{"$v":3"#, "malformed"),
        (r#"{"$v":3,"first_name":"A"#, "malformed"),
        (r#"{"$v":3}"#, "malformed"),
        (r#"{"$v":3} x"#, "malformed"),
        (r#"{"$v":"three"}"#, "bad_tag"),
        (r#"{"$v":true}"#, "bad_tag"),
        (r#"{"$v":null}"#, "bad_tag"),
        (r#"{"$v":[3]}"#, "bad_tag"),
        (r#"{"$v":3.0}"#, "bad_tag"),
        (r#"{"$v":3e0}"#, "bad_tag"),
        (r#"{"$v":-3}"#, "bad_tag"),
        (r#"{"$v":18446744073709551616}"#, "bad_tag"),
        (r#"{"$v":4294967296}"#, "bad_tag"),
        (r#"{"$v":"4294967296"}"#, "bad_tag"),
        (r#"{"$v":3,"$v":3}"#, "stray_member"),
        (r#"{"$v":1,"name":"A","email":"","$v":2}"#, "stray_member"),
        (r#"{"$v":1,"name":"A","email":"","\u0024v":2}"#, "stray_member"),
        (r#"{"name":"A","$v":1,"email":"","$v":1}"#, "stray_member"),
        (r#"{"$v":1,"$c":{},"$c":{},"name":"A","email":""}"#, "stray_member"),
        (r#"{"$v":1,"$d":{"name":"A","email":""},"name":"B"}"#, "stray_member"),
        (r#"{"$v":1,"$e":"order","name":"A","email":""}"#, "wrong_entity"),
        (r#"{"$v":1,"$e":7,"name":"A","email":""}"#, "wrong_entity"),
        (r#"{"$v":4,"anything":1}"#, "too_new"),
        (r#"{"anything":1,"$v":4}"#, "too_new"),
        (r#"{"$v":"3.0.1"}"#, "too_new"),
        (
            "{\"$v\":3,\"first_name\":\"\",\"last_name\":\"\",\"email\":null,\"status\":\"Active\",\"tags\":[],\"\u{1}\":0}",
            "malformed",
        ),
        (r#"{"$v":0,"name":"A"}"#, "too_old"),
        (r#"{"$v":"2.5","name":"A"}"#, "unknown_version"),
        (&deep, "malformed"),
    ] {
        let error = refused(text);
        let shown = &text[..text.len().min(80)];
        assert_eq!(error.kind().code(), code, "{shown}: {error}");
        assert_eq!(error.entity(), "user");
        assert!(error.to_string().starts_with("cannot open `user`"), "{error}");
        // The value that keeps the carry is refused for the same reason.
        let kept = json::open_str::<User>(text).expect_err(shown);
        assert_eq!(kept.to_string(), error.to_string());
    }
    let error = json::from_slice::<User>(b"{\"$v\":3,\"x\":\"\xff\"}").unwrap_err();
    assert!(matches!(error.kind(), OpenErrorKind::NotUtf8(_)));
}

#[test]
fn a_prefix_of_a_record_is_never_read() {
    let whole = json::to_string(&ada()).unwrap();
    for end in 0..whole.len() {
        assert_eq!(refused(&whole[..end]).kind().code(), "malformed", "{}", &whole[..end]);
    }
}

#[test]
fn messages_say_what_to_do_next() {
    assert_eq!(
        refused(r#"{"$v":7}"#).with_key(42).to_string(),
        "cannot open `user` 42 at version 7: this program knows up to 3; deploy the newer reader first"
    );
    let error = refused(r#"{"$v":2,"full_name":"Ada","email":"","status":"Gone"}"#);
    assert_eq!(
        error.to_string(),
        "cannot open `user` at version 2: it is no record of that version, at `status`"
    );
    assert_eq!(error.path(), "status");
    assert!(
        error.source().is_some_and(|source| source.to_string().contains("unknown variant `Gone`"))
    );
    let error = refused(
        r#"{"$v":3,"first_name":"","last_name":"","email":null,"status":"Active","tags":["a",7]}"#,
    );
    assert_eq!(error.path(), "tags[1]");
}

#[test]
fn a_carry_is_kept_where_it_stands_and_written_back_verbatim() {
    let carry = r#"{ "3" : {"nick":"the \u0041"} }"#;
    for text in [
        format!(
            r#"{{"$v":3,"$c":{carry},"first_name":"Ada","last_name":"","email":null,"status":"Active","tags":[]}}"#
        ),
        format!(r#"{{"$v":2,"full_name":"Ada","$c":{carry},"email":"","status":"Active"}}"#),
        format!(r#"{{"name":"Ada","email":"","$v":1,"$c":{carry}}}"#),
    ] {
        let mut record: Versioned<User> = json::open_str(&text).unwrap();
        assert_eq!(record.carry().map(heirloom::envelope::Carry::get), Some(carry), "{text}");
        record.tags.push("edited".into());
        let written = json::seal_to_string(&record).unwrap();
        assert_eq!(
            written,
            format!(
                r#"{{"$v":3,"$c":{carry},"first_name":"Ada","last_name":"","email":null,"status":"Active","tags":["edited"]}}"#
            )
        );
    }
}

#[test]
fn steps_compose_in_both_directions() {
    let old = v1::User { name: "Ada Lovelace".into(), email: "ada@example.org".into() };
    let middle: v2::User = heirloom::upgrade(old.clone()).unwrap();
    let new: User = heirloom::upgrade(middle.clone()).unwrap();
    assert_eq!(heirloom::upgrade::<_, User, _>(old.clone()).unwrap(), new);
    assert_eq!(heirloom::downgrade::<_, v2::User, _>(new.clone()).unwrap(), middle);
    assert_eq!(heirloom::downgrade::<_, v1::User, _>(new).unwrap(), old);
}

#[test]
fn a_record_that_could_not_be_read_again_is_not_written() {
    use std::collections::BTreeMap;

    use heirloom::Migrate;
    use serde::{Deserialize, Serialize};

    #[derive(Serialize, Deserialize, Migrate, Debug)]
    #[migrate(entity = "sheet", version = 1)]
    struct Old {
        #[serde(flatten)]
        rest: BTreeMap<String, u8>,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug)]
    #[migrate(from = Old)]
    struct New {
        #[migrate(default)]
        title: u8,
        #[serde(flatten)]
        rest: BTreeMap<String, u8>,
    }

    let sheet: Versioned<New> = json::open_str(r#"{"$v":1,"title":7,"size":1}"#).unwrap();
    let error = json::seal(&sheet).unwrap_err();
    assert!(error.to_string().contains("its member `title` would be written twice"), "{error}");
    let fine: Versioned<New> = json::open_str(r#"{"$v":1,"size":1}"#).unwrap();
    assert_eq!(json::seal_to_string(&fine).unwrap(), r#"{"$v":2,"title":0,"size":1}"#);
}

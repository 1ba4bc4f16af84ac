//! Values of the newest versions, with something that each older version has no place for.

use heirloom::Versioned;
use heirloom_tests::user::{Status, User};

use crate::model::asset::v2::Kind;
use crate::model::asset::v3::{Extra, Name, Part};
use crate::model::asset::{Asset, Nothing, Tree};
use crate::model::bag::{Bag, Either, Event, Folder};
use crate::model::layouts::{Memo, Page, Point, Sheet, State};

/// A user.
pub(crate) fn user() -> User {
    User {
        first_name: "Ada King".into(),
        last_name: "Lovelace".into(),
        email: Some(String::new()),
        status: Status::Suspended,
        tags: vec!["a\"b\\c\u{1}ß".into(), String::new()],
    }
}

fn part(id: u32) -> Part {
    Part { id, title: format!("no. {id}"), weight: 0.25, marks: vec![-1, 1 << 40], ready: false }
}

/// A small asset, and a large one.
pub(crate) fn assets() -> [Asset; 2] {
    let small = Asset {
        name: Name { first: String::new(), last: String::new() },
        port: 80,
        large: (0, 0),
        letter: 'a',
        nicks: vec!["b".into()],
        tag: None,
        phone: "unlisted".into(),
        part: None,
        parts: vec![],
        by_name: [].into(),
        by_number: [].into(),
        kind: Kind::Plain,
        kinds: vec![],
        nothing: vec![],
        tree: Tree::Leaf,
        level: 1,
        notes: [].into(),
        extra: None,
    };
    let large = Asset {
        name: Name { first: "Ada".into(), last: " Lovelace".into() },
        port: 70_000,
        large: (i128::MIN, u128::MAX),
        letter: 'ß',
        nicks: vec!["one".into(), "two".into()],
        tag: Some("t".into()),
        phone: "12".into(),
        part: Some(part(1)),
        parts: vec![part(2), part(3), part(2)],
        by_name: [("four".into(), part(4)), (String::new(), part(5))].into(),
        by_number: [(-7, true), (300, false)].into(),
        kind: Kind::Fresh("f".into()),
        kinds: vec![
            Kind::Plain,
            Kind::Pair(1, "p".into()),
            Kind::Named { a: None, b: 1e-7 },
            Kind::Plain,
            Kind::Fresh(String::new()),
        ],
        nothing: vec![Nothing, Nothing],
        tree: Tree::Map { of: [("k".into(), Tree::List(vec![Tree::Leaf, Tree::Leaf]))].into() },
        level: 2,
        notes: [("n".into(), Some(-0.5)), ("o".into(), None)].into(),
        extra: Some(Extra { bytes: vec![0, 255], maybe: Some(1.5) }),
    };
    [small, large]
}

/// A page.
pub(crate) fn page() -> Page {
    Page { lines: vec!["schema_version".into()], schema_versions: Some(7), scale: 2.5 }
}

/// A sheet.
pub(crate) fn sheet() -> Sheet {
    Sheet { cells: vec![1.0, -0.5], formats: Some("x".into()), title: String::new() }
}

/// A state of each variant.
pub(crate) fn states() -> [State; 4] {
    let closed = State::Closed { reason: "done".into(), by: Some("Ada".into()) };
    [State::Open, closed, State::Lost(vec![-4, 4]), State::Idle]
}

/// A point.
pub(crate) fn point() -> Point {
    Point(-3, 0.5, Some("p".into()))
}

/// A memo.
pub(crate) fn memo() -> Memo {
    Memo { body: "b".into(), pages: vec![1, 200] }
}

/// A bag.
pub(crate) fn bag() -> Bag {
    let any = serde_json::json!({ "a": [1, -2.5, null, true, { "$v": 1 }], "": u64::MAX });
    let other = serde_json::json!({ "kind": "deleted", "who": [1, { "a": null }] });
    Bag {
        events: vec![
            Event::SignedIn { user: "Ada".into() },
            Event::SignedOut { user: "Bob".into(), at: 1.5 },
            serde_json::from_value(other).expect("an event"),
        ],
        which: Either::List(vec![None, Some(true)]),
        any: any.clone(),
        rest: [("more".into(), any), ("text".into(), "x".into())].into(),
    }
}

/// A folder.
pub(crate) fn folder() -> Folder {
    let older = r#"{"$v":1,"$c":{"9":{"later":1}},"from":"me","text":"hi"}"#;
    let older: Versioned<Memo> = heirloom::json::open_str(older).expect("a memo");
    Folder {
        cover: page().into(),
        memos: vec![memo().into(), older.into()],
        back: Some(memo().into()),
    }
}

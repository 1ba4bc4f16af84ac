//! Each layout of JSON.

use heirloom::chain::versions;
use heirloom::{Version, Versioned, json};
use heirloom_tests::user::User;

use crate::laws::{self, Record, bound_column, bound_inline};
use crate::model::asset::Asset;
use crate::model::bag::{Bag, Folder};
use crate::model::layouts::{Memo, Page, Point, Sheet, State};
use crate::model::samples;

/// What a value is at each version, by whatever can be written.
fn sealed<T: Record>(values: impl IntoIterator<Item = T>) -> Vec<Vec<u8>> {
    let at = |value: T| {
        let write = move |version| json::to_vec_at(value.clone(), version).ok();
        versions::<T>().into_iter().filter_map(write)
    };
    values.into_iter().flat_map(at).collect()
}

fn texts(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

/// The tag first, in between, or last.
pub(super) fn inline(bytes: &[u8]) {
    laws::json::<Asset>(bytes);
    laws::json::<User>(bytes);
}

pub(super) fn inline_seeds() -> Vec<Vec<u8>> {
    let more = [
        r#"{"name":"Ada Lovelace","$v":1,"email":"ada@example.org"}"#,
        r#"{"full_name":"Ada","$c":{"3":{"tags":["x"]}},"email":"","status":"Active","\u0024v":"2.0.0"}"#,
        r#"{"$v":4,"$e":"user","first_name":"","last_name":"","email":null,"status":"Active","tags":[]}"#,
        r#" { "$v" : 3 , "$c" : { "9" : 1 } , "first_name" : "\ud83d\ude00" , "last_name":"","email":null,"status":"Active","tags":[],"more":[{}] } "#,
    ];
    let mut seeds = sealed(samples::assets());
    seeds.extend(sealed([samples::user()]));
    seeds.extend(texts(&more));
    seeds
}

/// A tag of another name, an entity with another name, and a short limit for the carry.
pub(super) fn other_name(bytes: &[u8]) {
    laws::json::<Page>(bytes);
}

pub(super) fn other_name_seeds() -> Vec<Vec<u8>> {
    let more = [
        r#"{"schema":"s","$e":"page","lines":["a"],"schema_version":1}"#,
        r#"{"schema_version":"3.0.8","$e":"leaf","lines":[],"scale":1e5,"schema_versions":null}"#,
        r#"{"schema_version":"2.1","$c":{"3":{}},"lines":[]}"#,
    ];
    [sealed([samples::page()]), texts(&more)].concat()
}

/// A foreign format's own numbers.
pub(super) fn foreign(bytes: &[u8]) {
    laws::json::<Sheet>(bytes);
}

pub(super) fn foreign_seeds() -> Vec<Vec<u8>> {
    let more = [
        r#"{"cells":[1e3],"format_minor":5,"formats":null,"format":4}"#,
        r#"{"format":5,"cells":[],"formats":"","title":"t"}"#,
        r#"{"format":4,"cells":[]}"#,
        r#"{"format":5,"format_minor":1,"cells":[],"formats":"","title":"t"}"#,
    ];
    [sealed([samples::sheet()]), texts(&more)].concat()
}

/// Payloads that may be no objects.
pub(super) fn wrapped(bytes: &[u8]) {
    laws::json::<State>(bytes);
    laws::json::<Point>(bytes);
}

pub(super) fn wrapped_seeds() -> Vec<Vec<u8>> {
    let more = [
        r#"{"$c":{"2":{}},"$d":"Open","$v":1,"$e":"state"}"#,
        r#"{"$v":2,"$d":{"Closed":{"reason":"","by":null}},"$c":{}}"#,
        r#"{"$v":1,"$d":[1,2.5]}"#,
    ];
    [sealed(samples::states()), sealed([samples::point()]), texts(&more)].concat()
}

/// Records without a tag.
pub(super) fn untagged(bytes: &[u8]) {
    laws::json::<Memo>(bytes);
}

pub(super) fn untagged_seeds() -> Vec<Vec<u8>> {
    let more = [
        r#"{"from":"me","text":"hi"}"#,
        r#"{"from":null,"text":"hi","$c":{"2":{}},"$d":1,"$e":"x"}"#,
    ];
    [sealed([samples::memo()]), texts(&more)].concat()
}

/// Flattened maps, values of any kind, and what nobody knows.
pub(super) fn flattened(bytes: &[u8]) {
    laws::json::<Bag>(bytes);
}

pub(super) fn flattened_seeds() -> Vec<Vec<u8>> {
    let more = [
        r#"{"$v":1,"label":"l","events":[{"kind":"signed_in","user":"a"},{"kind":"x","y":1}],"either":"t","which":2}"#,
        r#"{"rest":{},"events":[],"either":7,"$v":1}"#,
    ];
    [sealed([samples::bag()]), texts(&more)].concat()
}

/// Fields that name their own version.
pub(super) fn tagged(bytes: &[u8]) {
    laws::json::<Folder>(bytes);
}

pub(super) fn tagged_seeds() -> Vec<Vec<u8>> {
    let more = [
        r#"{"$v":1,"cover":{"schema_version":1,"$e":"page","schema":"s","lines":[]},"memos":[{"text":"t"},{"$v":2,"$c":{"2":{"from":"me"}},"body":"b","pages":[]}]}"#,
    ];
    [sealed([samples::folder()]), texts(&more)].concat()
}

/// Records with a carry that belongs to them, whatever it holds.
pub(super) fn carry(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Some(text) = bound_inline::<Asset>(text) {
        laws::json::<Asset>(text.as_bytes());
    }
    if let Some(text) = bound_inline::<User>(text) {
        laws::json::<User>(text.as_bytes());
    }
}

pub(super) fn carry_seeds() -> Vec<Vec<u8>> {
    let read = |text: &str| -> Vec<Vec<u8>> {
        json::open_str::<Asset>(text).ok().map(|asset| written(&asset)).unwrap_or_default()
    };
    let mut seeds = inline_seeds();
    // What an upgrade keeps comes with an older record.
    let older = [
        json::to_string_at(samples::assets()[1].clone(), Version::major(1)).expect("an asset"),
        json::to_string_at(samples::assets()[0].clone(), Version::major(1)).expect("an asset"),
    ];
    for text in older {
        let text = heirloom_tests::without_carry(&text);
        let full =
            text.replace(r#""fax":"""#, r#""fax":"1""#).replace(r#""phone":""#, r#""phone":"3"#);
        seeds.extend(read(&full));
        seeds.extend(read(&full.replace(r#""level":"low""#, r#""level":"odd""#)));
        seeds.extend(read(&full.replace(r#""tags":["#, r#""tags":["u","v"],"x":["#)));
        seeds.extend(read(&full.replace(r#""kind":"Plain""#, r#""kind":{"Legacy":9}"#)));
    }
    seeds.retain(|seed| seed.windows(4).any(|window| window == b"\"$c\""));
    seeds
}

fn written(asset: &Versioned<Asset>) -> Vec<Vec<u8>> {
    let at = |version| json::seal_at(asset.clone(), version).ok();
    versions::<Asset>().into_iter().filter_map(at).collect()
}

/// A record, and behind a line end its carry: bound to it if the first byte is odd.
pub(super) fn column(bytes: &[u8]) {
    let Some((how, rest)) = bytes.split_first() else { return };
    let Ok(rest) = std::str::from_utf8(rest) else { return };
    let (record, carry) = match rest.split_once('\n') {
        Some((record, carry)) => (record, Some(carry)),
        None => (rest, None),
    };
    match how >> 1 & 3 {
        0 => beside::<User>(record, carry, how & 1 == 1),
        1 => beside::<Sheet>(record, carry, how & 1 == 1),
        2 => beside::<State>(record, carry, how & 1 == 1),
        _ => {
            // A payload alone, whose version stands beside it.
            for version in [Version::major(1), Version::major(2), Version::major(3)] {
                laws::beside::<User>(record, version);
                laws::beside::<Memo>(record, version);
                laws::beside::<State>(record, version);
                laws::beside::<Asset>(record, version);
            }
        }
    }
}

fn beside<T: Record>(record: &str, carry: Option<&str>, bind: bool) {
    const KEY: &str = "7";
    let bound = carry.filter(|_| bind).and_then(|carry| bound_column::<T>(record, carry, KEY));
    laws::column::<T>(record, bound.as_deref().or(carry), KEY);
}

pub(super) fn column_seeds() -> Vec<Vec<u8>> {
    fn of<T: Record>(how: u8, value: &T) -> Vec<Vec<u8>> {
        let at = |version| {
            let record = Versioned::new(value.clone());
            let (record, carry) = json::seal_parts_at(record, version, "7").ok()?;
            Some([&[how | 1], record.as_bytes(), b"\n", carry?.as_bytes()].concat())
        };
        versions::<T>().into_iter().filter_map(at).collect()
    }
    let mut seeds = [of(0, &samples::user()), of(2, &samples::sheet())].concat();
    seeds.extend(samples::states().iter().flat_map(|state| of(4, state)));
    seeds.extend(texts(&[
        "\u{6}{\"name\":\"a b\",\"email\":\"\"}",
        "\u{6}\"Open\"",
        "\u{6}{\"$c\":{\"2\":{}},\"$d\":\"Open\"}",
        "\u{6}{\"$c\":{\"3\":{\"tags\":[\"x\"]}},\"full_name\":\"Ada\",\"email\":\"\",\"status\":\"Active\"}",
        "\u{6}{\"$v\":2,\"full_name\":\"Ada\",\"email\":\"\",\"status\":\"Active\"}",
        "\u{0}{\"$v\":3,\"first_name\":\"\",\"last_name\":\"\",\"email\":null,\"status\":\"Active\",\"tags\":[]}",
    ]));
    seeds
}

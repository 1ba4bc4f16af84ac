//! The formats that a collection may have, and what the contract plants of each.

use heirloom::store::{Cbor, Format, Json, MessagePack, Postcard, Toml, Yaml};
use heirloom::{Migrate, Version, Versioned, json};
use heirloom_tests::user::{User, v1, v2};
use serde::{Deserialize, Serialize};

/// A user as some later program has it.
#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "user", version = 4)]
struct Later {
    x: u8,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "order", version = 1, named)]
struct Order {
    id: u8,
}

/// A format, with records in it.
pub(crate) trait Form: Format + Default + Send + Sync + 'static {
    const SUFFIX: &'static str;

    /// A record of JSON in this format.
    fn kept(json: &str) -> Vec<u8>;

    fn opened(record: &[u8]) -> Versioned<User>;

    fn version(record: &[u8]) -> Version;

    /// A current record as somebody else may have spelled it.
    fn respelled(json: &str) -> Vec<u8>;

    fn newer() -> Vec<u8>;

    /// Records that nobody can open.
    fn damaged() -> Vec<Vec<u8>>;
}

macro_rules! form {
    ($form:ident, $module:ident, $ending:literal, $respelled:expr, $damaged:expr) => {
        impl Form for $form {
            const SUFFIX: &'static str = $ending;

            fn kept(json: &str) -> Vec<u8> {
                use heirloom::$module::seal;
                match json::version_of::<User>(json).unwrap().parts().0 {
                    1 => seal(&json::open_str::<v1::User>(json).unwrap()).unwrap(),
                    2 => seal(&json::open_str::<v2::User>(json).unwrap()).unwrap(),
                    _ => seal(&json::open_str::<User>(json).unwrap()).unwrap(),
                }
            }

            fn opened(record: &[u8]) -> Versioned<User> {
                heirloom::$module::open_slice(record).unwrap()
            }

            fn version(record: &[u8]) -> Version {
                Self::opened(record).stored().unwrap()
            }

            fn respelled(json: &str) -> Vec<u8> {
                let respell: fn(Vec<u8>) -> Vec<u8> = $respelled;
                respell(Self::kept(json))
            }

            fn newer() -> Vec<u8> {
                heirloom::$module::to_vec(&Later { x: 1 }).unwrap()
            }

            fn damaged() -> Vec<Vec<u8>> {
                let mut damaged: Vec<Vec<u8>> = $damaged;
                let whole = Self::kept(&heirloom_store_tests::new_text(1));
                damaged.push(whole[..whole.len() / 2].to_vec());
                damaged.push(heirloom::$module::to_vec(&Order { id: 1 }).unwrap());
                damaged.extend([Vec::new(), b"\0\0\0\0".to_vec(), b"\xff\xfe".to_vec()]);
                damaged
            }
        }
    };
}

fn text(format: fn(&str) -> Vec<u8>) -> Vec<u8> {
    format(&heirloom_store_tests::new_text(1))
}

form!(
    Json,
    json,
    "json",
    |record| String::from_utf8(record).unwrap().replace(',', " , ").into_bytes(),
    [
        &b"no JSON"[..],
        br#"{"name":"of no version"}"#,
        br#"{"$v":1,"name":7,"email":""}"#,
        br#"{"$v":1,"$v":3,"name":"","email":""}"#,
        br#"{"$v":3,"$e":"order"}"#,
        b"{\"$v\":1,\"name\":\"\xff\",\"email\":\"\"}",
    ]
    .into_iter()
    .map(<[u8]>::to_vec)
    .chain([text(Cbor::kept), text(Toml::kept), text(Yaml::kept)])
    .collect()
);

form!(
    Toml,
    toml,
    "toml",
    |record| [b"# mine\n", &*record].concat(),
    [
        &b"name = 'of no version'"[..],
        b"\"$v\" = 1\nname = 7\nemail = ''",
        b"\"$v\" = 1\n\"$v\" = 3"
    ]
    .into_iter()
    .map(<[u8]>::to_vec)
    .chain([text(Json::kept), text(Yaml::kept), text(Postcard::kept)])
    .collect()
);

form!(
    Yaml,
    yaml,
    "yaml",
    |record| [b"# mine\n", &*record].concat(),
    [
        &b"name: of no version"[..],
        b"$v: 1\nname: 7\nemail: ''",
        b"$v: 1\n$v: 3",
        b"$v: 1\n---\n$v: 1"
    ]
    .into_iter()
    .map(<[u8]>::to_vec)
    .chain([text(Toml::kept), text(MessagePack::kept)])
    .collect()
);

macro_rules! binary {
    ($form:ident, $module:ident, $ending:literal, $($other:ident)*) => {
        // Nobody spells it in two ways.
        form!($form, $module, $ending, |record| record, vec![
            b"\x89H".to_vec(),
            b"\x89H\x02".to_vec(),
            [text($form::kept), vec![0]].concat(),
            text(Json::kept),
            $(text($other::kept)),*
        ]);
    };
}

binary!(Cbor, cbor, "cbor", Toml MessagePack Postcard);
binary!(MessagePack, messagepack, "msgpack", Yaml Cbor Postcard);
binary!(Postcard, postcard, "postcard", Cbor MessagePack);

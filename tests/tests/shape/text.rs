//! The text of a shape is what serde writes and reads.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use heirloom::__private::Printed;
use heirloom::shape::{Verdict, of, print, reads};
use heirloom::{Migrate, Shape};
use serde::{Deserialize, Serialize};

fn text<T: Shape>() -> String {
    of::<T>().to_string()
}

#[derive(Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Order {
    of_whom: u64,
    #[serde(default)]
    lines: Vec<Line>,
    #[serde(alias = "memo", skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(rename(serialize = "sum", deserialize = "total"))]
    total: f64,
    #[serde(skip)]
    #[expect(dead_code, reason = "for the attribute")]
    cache: BTreeMap<u8, u8>,
    by: HashMap<String, Vec<Who>>,
    #[migrate(shape = "money")]
    price: Money,
    #[migrate(shape = String)]
    tax: Money,
    rest: Option<Money>,
    pair: (u8, Option<char>),
    set: BTreeSet<i32>,
    three: [bool; 3],
}

#[derive(Serialize, Deserialize)]
struct Money;

#[derive(Serialize, Deserialize, Shape)]
struct Line(u8, String);

#[derive(Serialize, Deserialize, Shape, PartialEq, Eq, Hash)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Who {
    NoOne,
    User {
        name: String,
        of: Option<Box<Who>>,
    },
    #[serde(other)]
    Else,
}

#[test]
fn a_shape_is_what_serde_writes_and_reads() {
    assert_eq!(
        text::<Order>(),
        "\
struct, closed
  by: map string to list of ^1
  lines: list of tuple, or absent
    0: u8
    1: string
  note: option string, unless null, or absent, also read as memo
  ofWhom: u64
  pair: tuple
    0: u8
    1: option char
  price: \"money\"
  rest: unknown \"Option<Money>\"
  set: set of i32
  sum: f64, also read as total, not read as sum
  tax: string
  three: 3 of bool
^1: enum by \"kind\"
  else, for others
  no_one
  user: struct
    name: string
    of: option ^1, or absent
"
    );
}

mod v1 {
    use super::*;
    #[derive(Serialize, Deserialize, Migrate)]
    #[migrate(entity = "node", version = 1)]
    pub(super) struct Node {
        pub name: String,
        pub kids: Vec<Node>,
    }
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = v1::Node, up = up, down = down)]
struct Node {
    name: String,
    kids: Vec<Node>,
    weight: u32,
}

fn up(old: v1::Node) -> Node {
    Node { name: old.name, kids: old.kids.into_iter().map(up).collect(), weight: 0 }
}

fn down(new: Node) -> v1::Node {
    v1::Node { name: new.name, kids: new.kids.into_iter().map(down).collect() }
}

#[test]
fn types_inside_themselves_are_compared() {
    use heirloom::chain::Step;
    assert_eq!(
        <Node as Step>::BACKWARD.to_string(),
        "no\n  .weight: required by the reader, never written"
    );
    assert_eq!(<Node as Step>::FORWARD.to_string(), "loss\n  .weight: written, never read");
    assert_eq!(reads(of::<Node>(), of::<Node>()).verdict(), Verdict::Yes);
}

#[test]
fn the_print_of_a_shape_is_that_of_its_text() {
    fn alike<T: Shape>() {
        let text = of::<T>().to_string();
        assert_eq!(print(of::<T>()), Some(Printed::of(text.clone().leak()).after(0)), "{text}");
    }
    alike::<Order>();
    alike::<Node>();
    alike::<Odd>();
    alike::<std::time::Duration>();
    alike::<Result<std::ops::Range<u8>, [[char; 12]; 340]>>();
}

#[derive(Serialize, Deserialize, Shape)]
struct Odd {
    #[serde(rename = "a \"b\" \\ c: ü\n", alias = "x y", alias = "plain")]
    a: (),
    #[serde(flatten)]
    rest: BTreeMap<String, serde_json::Value>,
    by: BTreeMap<Key, u8>,
}

#[derive(Serialize, Deserialize, Shape, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    #[serde(rename = "größer als")]
    A,
    #[serde(skip_serializing, alias = "b")]
    B,
}

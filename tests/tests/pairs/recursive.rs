//! Types that contain themselves: in several places, through each other, and as newtypes.

use std::collections::BTreeMap;

use heirloom::Shape;
use heirloom::shape::{Verdict, of, reads};
use serde::{Deserialize, Serialize};

/// Nine types of a language, each made of most of the others, in two versions: a name in a type that only some are made of.
macro_rules! language {
    ($module:ident, $($change:tt)*) => {
        mod $module {
            use super::*;

            #[derive(Serialize, Deserialize, Shape)]
            pub(super) struct Program {
                pub(super) items: Vec<Item>,
                pub(super) main: Option<Box<Expr>>,
                pub(super) by_name: BTreeMap<String, Item>,
            }
            #[derive(Serialize, Deserialize, Shape)]
            pub(super) enum Item { Fn(Function), Type(Type), Use(Path), Block(Block) }
            #[derive(Serialize, Deserialize, Shape)]
            pub(super) struct Function { args: Vec<Pattern>, returns: Type, body: Block, inner: Vec<Function> }
            #[derive(Serialize, Deserialize, Shape)]
            pub(super) struct Block { statements: Vec<Statement>, value: Option<Box<Expr>>, items: Vec<Item> }
            #[derive(Serialize, Deserialize, Shape)]
            #[serde(tag = "kind")]
            pub(super) enum Statement {
                Let { pattern: Pattern, ty: Option<Type>, value: Option<Expr> },
                Expr { it: Expr },
                Item { it: Box<Item> },
            }
            #[derive(Serialize, Deserialize, Shape)]
            pub(super) enum Expr {
                Name(Path),
                Number(f64),
                Call(Box<Expr>, Vec<Expr>),
                Binary { left: Box<Expr>, op: char, right: Box<Expr> },
                If { test: Box<Expr>, then: Block, otherwise: Option<Box<Expr>> },
                Match { of: Box<Expr>, arms: Vec<(Pattern, Option<Expr>, Expr)> },
                Cast(Box<Expr>, Type),
                Closure(Box<Function>),
                Block(Block),
            }
            #[derive(Serialize, Deserialize, Shape)]
            pub(super) enum Pattern { Any, Name(String), Tuple(Vec<Pattern>), Of(Path, Vec<Pattern>), Literal(Box<Expr>) }
            #[derive(Serialize, Deserialize, Shape)]
            pub(super) enum Type { Path(Path), Tuple(Vec<Type>), Array(Box<Type>, Box<Expr>), Fn(Vec<Type>, Box<Type>) }
            #[derive(Serialize, Deserialize, Shape)]
            pub(super) struct Path { segments: Vec<String>, arguments: Vec<Type>, $($change)* }
        }
    };
}

language!(first,);
language!(again,);
language!(wider, pub(super) global: bool);

#[test]
fn types_that_are_made_of_each_other_are_compared_in_every_place() {
    const AGAIN: Verdict = reads(of::<first::Program>(), of::<again::Program>()).verdict();
    const WIDER: Verdict = reads(of::<first::Program>(), of::<wider::Program>()).verdict();
    assert_eq!(AGAIN, Verdict::Yes);
    assert_eq!(WIDER, Verdict::No);
    let found = reads(of::<first::Program>(), of::<wider::Program>());
    let all: Vec<String> = found.findings().map(ToString::to_string).collect();
    // Once where serde has collected the value before, and once where it has not.
    assert_eq!(all.len(), 2, "{all:?}");
    let missing = ".global: required by the reader, never written";
    assert!(all.iter().all(|each| each.ends_with(missing)), "{all:?}");
    let back = reads(of::<wider::Program>(), of::<first::Program>());
    assert_eq!(back.verdict(), Verdict::Loss);
}

#[test]
fn the_text_of_such_types_names_each_once() {
    let text = of::<first::Program>().to_string();
    assert_eq!(text, of::<again::Program>().to_string());
    assert!(
        text.starts_with(
            "struct\n  by_name: map string to ^1\n  items: list of ^1\n  main: option ^"
        ),
        "{text}"
    );
    for number in 1..=8 {
        assert_eq!(text.matches(&format!("\n^{number}: ")).count(), 1, "{text}");
    }
    assert!(text.lines().count() < 80, "{text}");
}

/// A newtype, which has no lines of its own unless it contains itself.
#[derive(Serialize, Deserialize, Shape)]
struct Folder(Vec<Folder>);

#[derive(Serialize, Deserialize, Shape)]
#[serde(transparent)]
struct Tree {
    by: BTreeMap<String, Tree>,
}

#[derive(Serialize, Deserialize, Shape)]
struct Pair(u8, Option<Box<Pair>>);

#[derive(Serialize, Deserialize, Shape)]
struct WiderPair(u16, Option<Box<WiderPair>>);

#[derive(Serialize, Deserialize, Shape)]
struct Chain(Option<Box<Chain>>);

#[derive(Serialize, Deserialize, Shape)]
struct Named {
    folder: Folder,
    tree: Tree,
}

#[test]
fn newtypes_and_tuples_that_contain_themselves_are_followed() {
    const SAME: [Verdict; 5] = [
        reads(of::<Folder>(), of::<Folder>()).verdict(),
        reads(of::<Tree>(), of::<Tree>()).verdict(),
        reads(of::<Pair>(), of::<Pair>()).verdict(),
        reads(of::<Chain>(), of::<Chain>()).verdict(),
        reads(of::<Named>(), of::<Named>()).verdict(),
    ];
    assert_eq!(of::<Folder>().to_string(), "list of ^0\n");
    assert_eq!(of::<Tree>().to_string(), "map string to ^0\n");
    assert_eq!(of::<Pair>().to_string(), "tuple\n  0: u8\n  1: option ^0\n");
    assert_eq!(
        of::<Named>().to_string(),
        "struct\n  folder: ^1\n  tree: ^2\n^1: list of ^1\n^2: map string to ^2\n"
    );
    assert_eq!(SAME, [Verdict::Yes; 5]);
    assert_eq!(reads(of::<Pair>(), of::<WiderPair>()).verdict(), Verdict::Yes);
    let back = reads(of::<WiderPair>(), of::<Pair>());
    assert!(back.to_string().starts_with("no\n  .0: u16 is written"), "{back}");
    assert_eq!(reads(of::<Folder>(), of::<Tree>()).verdict(), Verdict::No);
}

/// With a parameter, and through a type that has one.
#[derive(Serialize, Deserialize, Shape)]
struct Page<T> {
    items: Vec<T>,
    next: Option<Box<Page<T>>>,
    around: Option<Box<Around<T>>>,
}

#[derive(Serialize, Deserialize, Shape)]
struct Around<T> {
    page: Page<T>,
    own: T,
}

#[derive(Serialize, Deserialize, Shape)]
struct Book {
    pages: Page<Chapter>,
    numbers: Page<u8>,
}

#[derive(Serialize, Deserialize, Shape)]
struct Chapter {
    book: Vec<Book>,
}

#[test]
fn types_with_parameters_are_told_apart_by_them() {
    const SAME: Verdict = reads(of::<Book>(), of::<Book>()).verdict();
    assert_eq!(SAME, Verdict::Yes);
    assert_eq!(reads(of::<Page<u8>>(), of::<Page<u16>>()).verdict(), Verdict::Yes);
    assert_eq!(reads(of::<Page<u16>>(), of::<Page<u8>>()).verdict(), Verdict::No);
    let text = of::<Book>().to_string();
    assert!(text.contains("items: list of u8") && text.contains("book: list of ^0"), "{text}");
}

/// What only names itself has no end.
#[derive(Serialize, Deserialize, Shape)]
#[serde(transparent)]
struct Endless {
    it: Box<Endless>,
}

#[derive(Serialize, Deserialize, Shape)]
struct EndlessToo(Box<EndlessToo>);

#[test]
fn a_type_that_is_nothing_but_itself_is_not_known() {
    const FOUND: Verdict = reads(of::<Endless>(), of::<u8>()).verdict();
    assert_eq!(FOUND, Verdict::Unknown);
    assert_eq!(reads(of::<EndlessToo>(), of::<EndlessToo>()).verdict(), Verdict::Unknown);
    assert_eq!(reads(of::<u8>(), of::<Endless>()).verdict(), Verdict::Unknown);
    assert!(!of::<Endless>().to_string().is_empty());
    assert!(!of::<EndlessToo>().to_string().is_empty());
}

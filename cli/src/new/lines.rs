//! How a `use` line is written, as rustfmt would.

use syn::Ident;

use crate::source::{Brings, Leaf};

/// How wide rustfmt lets a line be.
const WIDTH: usize = 100;

/// Some names of a `use` item, written as rustfmt would.
pub(super) fn printed(head: &str, leaves: &[Leaf<'_>]) -> String {
    let paths: Vec<(Vec<String>, String)> = leaves
        .iter()
        .map(|leaf| {
            let mut path: Vec<String> =
                leaf.path.iter().map(|ident: &&Ident| ident.to_string()).collect();
            let last = path.pop().unwrap_or_default();
            match leaf.brings {
                Brings::Name(name) if *name != last => (path, format!("{last} as {name}")),
                Brings::Nameless => (path, format!("{last} as _")),
                Brings::Everything => {
                    path.push(last);
                    (path, "*".to_owned())
                }
                Brings::Name(_) => (path, last),
            }
        })
        .collect();
    let shared = paths.iter().skip(1).fold(
        paths.first().map_or(0, |(path, _)| path.len()),
        |shared, (path, _)| {
            let same = path.iter().zip(&paths[0].0).take_while(|(a, b)| a == b).count();
            shared.min(same)
        },
    );
    let prefix = paths.first().map(|(path, _)| path[..shared].join("::")).unwrap_or_default();
    let names: Vec<String> = paths
        .iter()
        .map(|(path, last)| {
            path[shared..]
                .iter()
                .map(String::as_str)
                .chain([last.as_str()])
                .collect::<Vec<_>>()
                .join("::")
        })
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    braced(&format!("{head}{prefix}"), &names)
}

pub(super) fn braced(head: &str, names: &[&str]) -> String {
    let head = if head.ends_with(' ') { head.to_owned() } else { format!("{head}::") };
    if let [only] = names {
        return format!("{head}{only};");
    }
    let line = format!("{head}{{{}}};", names.join(", "));
    if line.len() <= WIDTH - 4 {
        return line;
    }
    let mut text = format!("{head}{{\n   ");
    let mut width = 3;
    for name in names {
        if width + name.len() + 2 > WIDTH - 4 {
            text.push_str("\n   ");
            width = 3;
        }
        text.push(' ');
        text.push_str(name);
        text.push(',');
        width += name.len() + 2;
    }
    text + "\n};"
}

/// The order of rustfmt: `self`, `super`, `crate`, then the others.
pub(super) fn rank(line: &str) -> (u8, String) {
    let path = line.split_once("use ").map_or(line, |(_, path)| path);
    let class = ["self", "super", "crate"].iter().position(|head| path.starts_with(head));
    let class = class.and_then(|class| u8::try_from(class).ok()).unwrap_or(3);
    (class, path.replace('*', "~"))
}

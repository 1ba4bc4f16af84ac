//! From a value to TOML: values first, then tables under their headers.

use std::borrow::Cow;

use crate::envelope::text::{Node, Refused, literal, quoted};

type Members<'a> = [(Cow<'a, str>, Node<'a>)];

pub(super) fn write(node: &Node<'_>) -> Result<String, Refused> {
    let Node::Table(members) = node else {
        return Err(Refused::new("a document of it is a table"));
    };
    let mut writer = Writer { out: String::new(), header: String::new() };
    writer.table(members)?;
    Ok(writer.out)
}

struct Writer {
    out: String,
    /// The keys of the tables around what is written, with dots in between.
    header: String,
}

impl Writer {
    fn table(&mut self, members: &Members<'_>) -> Result<(), Refused> {
        for (name, value) in members {
            if section(value).is_none() {
                key(name, &mut self.out);
                self.out.push_str(" = ");
                inline(value, &mut self.out).map_err(|refused| refused.in_member(name))?;
                self.out.push('\n');
            }
        }
        for (name, value) in members {
            let Some(section) = section(value) else { continue };
            let outer = self.header.len();
            if outer > 0 {
                self.header.push('.');
            }
            key(name, &mut self.header);
            self.section(section).map_err(|refused| refused.in_member(name))?;
            self.header.truncate(outer);
        }
        Ok(())
    }

    fn section(&mut self, section: Section<'_, '_>) -> Result<(), Refused> {
        match section {
            Section::Table(members) => {
                // One that holds tables alone is there by their headers.
                let is_implied = !members.is_empty()
                    && members.iter().all(|(_, value)| self::section(value).is_some());
                if !is_implied {
                    self.head("[", "]");
                }
                self.table(members)
            }
            Section::Tables(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.head("[[", "]]");
                    if let Node::Table(members) = item {
                        self.table(members).map_err(|refused| refused.at(index))?;
                    }
                }
                Ok(())
            }
        }
    }

    fn head(&mut self, open: &str, close: &str) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        for part in [open, &self.header, close, "\n"] {
            self.out.push_str(part);
        }
    }
}

/// What stands under a header of its own.
#[derive(Clone, Copy)]
enum Section<'n, 'a> {
    Table(&'n Members<'a>),
    /// Each of them is a table.
    Tables(&'n [Node<'a>]),
}

fn section<'n, 'a>(value: &'n Node<'a>) -> Option<Section<'n, 'a>> {
    match value {
        Node::Table(members) => Some(Section::Table(members)),
        Node::List(items)
            if !items.is_empty() && items.iter().all(|item| matches!(item, Node::Table(_))) =>
        {
            Some(Section::Tables(items))
        }
        _ => None,
    }
}

fn inline(value: &Node<'_>, out: &mut String) -> Result<(), Refused> {
    match value {
        Node::Null => return Err(Refused::new("it has no null")),
        Node::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Node::Number(number) => out.push_str(held(number)?),
        Node::Text(value) => text(value, out),
        Node::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { "" });
                inline(item, out).map_err(|refused| refused.at(index))?;
            }
            out.push(']');
        }
        Node::Table(members) => {
            out.push('{');
            for (index, (name, value)) in members.iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { " " });
                key(name, out);
                out.push_str(" = ");
                inline(value, out).map_err(|refused| refused.in_member(name))?;
            }
            out.push_str(if members.is_empty() { "}" } else { " }" });
        }
    }
    Ok(())
}

/// A number of JSON is one of TOML, if it is not too large.
fn held(number: &str) -> Result<&str, Refused> {
    let is_held = if number.contains(['.', 'e', 'E']) {
        number.parse().is_ok_and(f64::is_finite)
    } else {
        number.parse::<i64>().is_ok()
    };
    if is_held {
        Ok(number)
    } else {
        Err(Refused::new(format!("{number} is more than its numbers can be")))
    }
}

fn key(name: &str, out: &mut String) {
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if !name.is_empty() && name.bytes().all(is_bare) {
        out.push_str(name);
    } else {
        quoted(name, |_| false, out);
    }
}

fn text(text: &str, out: &mut String) {
    if !literal(text, |_| false, out) {
        quoted(text, |_| false, out);
    }
}

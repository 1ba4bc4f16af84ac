//! From YAML to a value.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};

use crate::envelope::fault::Reason;
use crate::envelope::text::{DEPTH, Node};
use crate::envelope::yaml::scalar;

/// What aliases may add to a text beyond its own size, in bytes and values.
const GROWTH: usize = 1 << 20;

pub(super) fn read(text: &str) -> Result<Node<'_>, Reason> {
    let mut reader = Reader {
        open: Vec::new(),
        root: None,
        anchors: HashMap::new(),
        growth: text.len().saturating_add(GROWTH),
    };
    let mut parser = Parser::new_from_str(text);
    let mut documents = 0;
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| error.to_string())?;
        documents += usize::from(matches!(event, Event::DocumentStart(_)));
        if documents > 1 {
            return Err("there is more than one document".into());
        }
        let ended = matches!(event, Event::StreamEnd);
        reader.take(event).map_err(|reason| format!("{reason}, in line {}", span.start.line()))?;
        if ended {
            break;
        }
    }
    Ok(reader.root.unwrap_or(Node::Null))
}

struct Reader<'a> {
    /// The lists and mappings that are not at their end.
    open: Vec<Container<'a>>,
    root: Option<Node<'a>>,
    /// What aliases may stand for.
    anchors: HashMap<usize, Node<'a>>,
    /// How much more may be copied for them.
    growth: usize,
}

struct Container<'a> {
    anchor: usize,
    content: Content<'a>,
}

enum Content<'a> {
    List(Vec<Node<'a>>),
    Mapping {
        members: Vec<(Cow<'a, str>, Node<'a>)>,
        seen: HashSet<Cow<'a, str>>,
        /// The key whose value comes next.
        key: Option<Cow<'a, str>>,
    },
}

impl<'a> Reader<'a> {
    fn take(&mut self, event: Event<'a>) -> Result<(), Reason> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let is_plain = style == ScalarStyle::Plain && tag.is_none();
                if is_plain && text == "<<" && self.wants_key() {
                    return Err("merge keys (`<<`) mean nothing here; write the members out".into());
                }
                let node = scalar(text, style, tag.as_deref())?;
                self.value(node, anchor)
            }
            Event::SequenceStart(anchor, tag) => {
                collection(tag.as_deref(), "seq")?;
                self.enter(anchor, Content::List(Vec::new()))
            }
            Event::MappingStart(anchor, tag) => {
                collection(tag.as_deref(), "map")?;
                let (members, seen) = (Vec::new(), HashSet::new());
                self.enter(anchor, Content::Mapping { members, seen, key: None })
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(Container { anchor, content }) = self.open.pop() else { return Ok(()) };
                let node = match content {
                    Content::List(items) => Node::List(items),
                    Content::Mapping { members, .. } => Node::Table(members),
                };
                self.value(node, anchor)
            }
            Event::Alias(anchor) => {
                let Some(node) = self.anchors.get(&anchor) else {
                    return Err("an alias stands for what it is a part of".into());
                };
                let node = copy(node, &mut self.growth)?;
                if height(&node) + self.open.len() > DEPTH {
                    return Err("it is nested too deeply".into());
                }
                self.value(node, 0)
            }
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => Ok(()),
        }
    }

    fn wants_key(&self) -> bool {
        self.open.last().is_some_and(|container| {
            matches!(container.content, Content::Mapping { key: None, .. })
        })
    }

    fn enter(&mut self, anchor: usize, content: Content<'a>) -> Result<(), Reason> {
        if self.wants_key() {
            return Err("a key is a list or a mapping".into());
        }
        if self.open.len() >= DEPTH {
            return Err("it is nested too deeply".into());
        }
        self.open.push(Container { anchor, content });
        Ok(())
    }

    /// Puts a value where it belongs: it is a key, or comes behind one.
    fn value(&mut self, node: Node<'a>, anchor: usize) -> Result<(), Reason> {
        if anchor > 0 {
            let kept = copy(&node, &mut self.growth)?;
            self.anchors.insert(anchor, kept);
        }
        let Some(container) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        match &mut container.content {
            Content::List(items) => items.push(node),
            Content::Mapping { members, seen, key } => match key.take() {
                Some(key) => members.push((key, node)),
                None => {
                    let name = name(node)?;
                    if !seen.insert(name.clone()) {
                        return Err(format!("the key `{}` occurs twice", shortened(&name)).into());
                    }
                    *key = Some(name);
                }
            },
        }
        Ok(())
    }
}

/// The name of a member, as JSON writes the keys of a map.
fn name(node: Node<'_>) -> Result<Cow<'_, str>, Reason> {
    match node {
        Node::Text(text) => Ok(text),
        Node::Number(number) => Ok(number),
        Node::Bool(value) => Ok(if value { "true" } else { "false" }.into()),
        Node::Null => Err("a key is null; if it is a text, put it in quotes".into()),
        Node::List(_) | Node::Table(_) => Err("a key is a list or a mapping".into()),
    }
}

fn shortened(name: &str) -> String {
    name.chars().take(60).collect()
}

fn scalar<'a>(
    text: Cow<'a, str>,
    style: ScalarStyle,
    tag: Option<&Tag>,
) -> Result<Node<'a>, Reason> {
    let Some(tag) = tag else {
        return if style == ScalarStyle::Plain {
            scalar::plain(text)
        } else {
            Ok(Node::Text(text))
        };
    };
    if is_unspecific(tag) || is_core(tag, "str") {
        return Ok(Node::Text(text));
    }
    let node = scalar::plain(text)?;
    let fits = match &node {
        Node::Null => is_core(tag, "null"),
        Node::Bool(_) => is_core(tag, "bool"),
        Node::Number(number) => {
            is_core(tag, "float") || (is_core(tag, "int") && !number.contains(['.', 'e', 'E']))
        }
        _ => false,
    };
    if fits { Ok(node) } else { Err(unfit(tag)) }
}

fn collection(tag: Option<&Tag>, suffix: &str) -> Result<(), Reason> {
    match tag {
        Some(tag) if !is_unspecific(tag) && !is_core(tag, suffix) => Err(unfit(tag)),
        _ => Ok(()),
    }
}

/// `!` alone: as it is, and no guessing.
fn is_unspecific(tag: &Tag) -> bool {
    matches!((&*tag.handle, &*tag.suffix), ("", "!" | "") | ("!", ""))
}

fn is_core(tag: &Tag, suffix: &str) -> bool {
    tag.is_yaml_core_schema() && tag.suffix == suffix
}

fn unfit(tag: &Tag) -> Reason {
    format!("the tag `{}` means nothing here", shortened(&tag.to_string())).into()
}

/// A copy, as long as all of them together are not too much.
fn copy<'a>(node: &Node<'a>, growth: &mut usize) -> Result<Node<'a>, Reason> {
    let mut pay = |size: usize| match growth.checked_sub(size + size_of::<Node<'_>>()) {
        Some(left) => {
            *growth = left;
            Ok(())
        }
        None => Err(Reason::from("its aliases stand for far more than it holds")),
    };
    Ok(match node {
        Node::Null | Node::Bool(_) => node.clone(),
        Node::Number(text) | Node::Text(text) => {
            pay(text.len())?;
            node.clone()
        }
        Node::List(items) => {
            pay(0)?;
            Node::List(items.iter().map(|item| copy(item, growth)).collect::<Result<_, _>>()?)
        }
        Node::Table(members) => {
            pay(0)?;
            let members = members.iter().map(|(name, value)| {
                *growth = growth.saturating_sub(name.len());
                Ok((name.clone(), copy(value, growth)?))
            });
            Node::Table(members.collect::<Result<_, Reason>>()?)
        }
    })
}

fn height(node: &Node<'_>) -> usize {
    match node {
        Node::List(items) => 1 + items.iter().map(height).max().unwrap_or(0),
        Node::Table(members) => 1 + members.iter().map(|(_, node)| height(node)).max().unwrap_or(0),
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::Text(_) => 0,
    }
}

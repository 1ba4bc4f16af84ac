//! Which rule is to blame when nothing can be said.

use super::graph::Graph;
use super::node::{Id, Node};

/// How many nodes are looked at.
const NODES: usize = 500;

impl Graph {
    /// A rule under the node that is not fully understood, in words.
    pub(in crate::compat) fn doubtful(&mut self, id: Id) -> Option<String> {
        let mut open = std::collections::VecDeque::from([id]);
        let mut seen = std::collections::HashSet::new();
        while let Some(id) = open.pop_front() {
            if !seen.insert(id) || seen.len() > NODES {
                continue;
            }
            open.extend(self.in_place(id));
            match &*self.shared(id) {
                Node::Opaque(text) => return Some(text.to_string()),
                Node::Format(name) => return Some(format!("the format `{name}`")),
                Node::Pattern(pattern) if self.pattern(pattern).is_none() => {
                    return Some(format!("the pattern `{pattern}`"));
                }
                Node::Multiple(step) => return Some(format!("multiples of {}", step.estimate())),
                Node::Array(array) => open.extend(array.prefix.iter().chain([&array.rest])),
                Node::Count(count) => open.push_back(count.item),
                Node::Object(object) => {
                    open.extend(object.properties.iter().map(|(_, id)| id));
                    open.extend([object.rest, object.names]);
                    for (pattern, id) in &object.patterns {
                        if self.pattern(pattern).is_none() {
                            return Some(format!("the pattern `{pattern}`"));
                        }
                        open.push_back(*id);
                    }
                }
                Node::Exists(exists) => open.extend([exists.name, exists.value]),
                _ => {}
            }
        }
        None
    }
}

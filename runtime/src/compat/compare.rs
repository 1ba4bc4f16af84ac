//! Two schemas, compared.

use serde_json::Value;

use super::prove::{Answer, Engine};
use super::schema::{Graph, Id, Literal, Truth, parse};
use super::shrink::shrink;
use super::verdict::{Counterexample, Reason, Side, Verdict};

/// Whether new readers may read what old writers wrote, and the reverse.
///
/// ```
/// use heirloom::compat::compare;
/// use serde_json::json;
///
/// let old = json!({ "type": "object", "properties": { "a": { "type": "integer" } } });
/// let new = json!({ "type": "object", "properties": { "a": { "type": "number" } } });
/// let compatibility = compare(&old, &new);
/// assert!(compatibility.backward.is_yes());
/// assert_eq!(compatibility.forward.counterexample(), Some(&json!({ "a": 0.5 })));
/// assert_eq!(compatibility.full().word(), "no");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Compatibility {
    /// Every document that is valid under the old schema is valid under the new one.
    pub backward: Verdict,
    /// Every document that is valid under the new schema is valid under the old one.
    pub forward: Verdict,
}

impl Compatibility {
    /// Both at once: the schemas say the same.
    pub fn full(&self) -> Verdict {
        self.backward.clone().and(self.forward.clone())
    }
}

/// Compares two schemas in both directions.
pub fn compare(old: &Value, new: &Value) -> Compatibility {
    let mut graph = Graph::new();
    let read = parse(&mut graph, old, Side::Old)
        .and_then(|old| Ok((old, parse(&mut graph, new, Side::New)?)));
    match read {
        Ok((old, new)) => Compatibility {
            backward: contained(&mut graph, old, new),
            forward: contained(&mut graph, new, old),
        },
        Err(reason) => Compatibility {
            backward: Verdict::Unknown(reason.clone()),
            forward: Verdict::Unknown(reason),
        },
    }
}

/// Whether every document that is valid under `old` is valid under `new`.
///
/// ```
/// use heirloom::compat::backward;
/// use serde_json::json;
///
/// let old = json!({ "enum": ["open", "closed"] });
/// let new = json!({ "type": "string", "pattern": "^[a-z]+$" });
/// assert!(backward(&old, &new).is_yes());
/// assert_eq!(backward(&new, &old).counterexample(), Some(&json!("a")));
/// ```
pub fn backward(old: &Value, new: &Value) -> Verdict {
    let mut graph = Graph::new();
    let read = parse(&mut graph, old, Side::Old)
        .and_then(|old| Ok((old, parse(&mut graph, new, Side::New)?)));
    match read {
        Ok((old, new)) => contained(&mut graph, old, new),
        Err(reason) => Verdict::Unknown(reason),
    }
}

/// Whether every document that is valid under `new` is valid under `old`.
pub fn forward(old: &Value, new: &Value) -> Verdict {
    backward(new, old).flipped()
}

/// Whether the two schemas accept the same documents.
pub fn full(old: &Value, new: &Value) -> Verdict {
    compare(old, new).full()
}

fn contained(graph: &mut Graph, sub: Id, sup: Id) -> Verdict {
    let answer = Engine::new(graph).ask(vec![Literal::yes(sub), Literal::no(sup)]);
    match answer {
        Answer::None => Verdict::Yes,
        Answer::Maybe(reason) => Verdict::Unknown(reason),
        Answer::Found(witness) => {
            let document = &witness.value;
            let mut breaks = |document: &Value| {
                graph.valid(sub, document) == Truth::Yes && graph.valid(sup, document) == Truth::No
            };
            if !breaks(document) {
                let rule = format!("whether {document} is valid, which could not be confirmed");
                return Verdict::Unknown(Reason::NotUnderstood { rule });
            }
            Verdict::No(Counterexample { document: shrink(document.clone(), breaks) })
        }
    }
}

//! The schemas of a chain of versions, compared.

use std::fmt;

use serde_json::Value;

use super::compare::{backward, forward};
use super::verdict::Verdict;

/// What is demanded of the schemas of a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Newer schemas accept what older ones accept.
    Backward,
    /// Older schemas accept what newer ones accept.
    Forward,
    /// Both.
    Full,
}

/// Between which schemas of a chain it is demanded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Between each and the next.
    Neighbours,
    /// Between each and all that come after it: the transitive form.
    All,
}

/// One comparison out of a chain.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    older: usize,
    newer: usize,
    mode: Mode,
    verdict: Verdict,
}

impl Finding {
    /// The place of the older schema in the chain, from 0.
    pub fn older(&self) -> usize {
        self.older
    }

    /// The place of the newer schema in the chain.
    pub fn newer(&self) -> usize {
        self.newer
    }

    /// The direction: never [`Mode::Full`], which is two findings.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// The answer.
    pub fn verdict(&self) -> &Verdict {
        &self.verdict
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (reader, writer) = match self.mode {
            Mode::Forward => (self.older, self.newer),
            Mode::Backward | Mode::Full => (self.newer, self.older),
        };
        write!(f, "schema {reader} accepts what schema {writer} accepts: {}", self.verdict)
    }
}

/// What came of comparing the schemas of a chain.
#[derive(Debug, Clone, PartialEq)]
pub struct History {
    findings: Vec<Finding>,
}

impl History {
    /// All comparisons, by the newer schema, the nearest older one first.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The first comparison whose answer is not `yes`: where the chain breaks.
    pub fn first_breach(&self) -> Option<&Finding> {
        self.findings.iter().find(|finding| !finding.verdict.is_yes())
    }

    /// The worst of all answers. A chain of fewer than two schemas is compatible.
    pub fn verdict(&self) -> Verdict {
        self.findings.iter().fold(Verdict::Yes, |worst, finding| worst.and(finding.verdict.clone()))
    }
}

/// Compares the schemas of a chain, the oldest first.
///
/// ```
/// use heirloom::compat::{Mode, Reach, chain};
/// use serde_json::json;
///
/// let schemas = [
///     json!({ "type": "integer", "maximum": 9 }),
///     json!({ "type": "integer" }),
///     json!({ "type": ["integer", "null"] }),
/// ];
/// let history = chain(&schemas, Mode::Backward, Reach::All);
/// assert!(history.verdict().is_yes());
///
/// let history = chain(&schemas, Mode::Full, Reach::Neighbours);
/// let breach = history.first_breach().unwrap();
/// assert_eq!((breach.older(), breach.newer(), breach.mode()), (0, 1, Mode::Forward));
/// assert_eq!(breach.verdict().counterexample(), Some(&json!(10)));
/// ```
pub fn chain(schemas: &[Value], mode: Mode, reach: Reach) -> History {
    let directions: &[Mode] = match mode {
        Mode::Backward => &[Mode::Backward],
        Mode::Forward => &[Mode::Forward],
        Mode::Full => &[Mode::Backward, Mode::Forward],
    };
    let mut findings: Vec<Finding> = Vec::new();
    for newer in 1..schemas.len() {
        let furthest = if reach == Reach::All { 0 } else { newer - 1 };
        for older in (furthest..newer).rev() {
            for mode in directions {
                let holds = |older, newer| {
                    findings.iter().any(|finding| {
                        (finding.older, finding.newer, finding.mode) == (older, newer, *mode)
                            && finding.verdict.is_yes()
                    })
                };
                let verdict = if holds(older, newer - 1) && holds(newer - 1, newer) {
                    Verdict::Yes // it follows from the two
                } else {
                    let (old, new) = (&schemas[older], &schemas[newer]);
                    if *mode == Mode::Forward { forward(old, new) } else { backward(old, new) }
                };
                findings.push(Finding { older, newer, mode: *mode, verdict });
            }
        }
    }
    History { findings }
}

//! What a reader makes of what a writer wrote: verdict, findings, and their texts.

use std::fmt;

use crate::shape::bytes::{Short, same};

/// How well one type reads what another writes. Ordered: the later, the worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// Every document is read, and nothing in it is lost.
    Yes,
    /// Every document is read, and of some a part is dropped or changes.
    Loss,
    /// A type in between is not known well enough.
    Unknown,
    /// Some document is refused, or read as something else.
    No,
}

impl Verdict {
    /// In one word: `yes`, `loss`, `unknown` or `no`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Loss => "loss",
            Self::Unknown => "unknown",
            Self::No => "no",
        }
    }

    /// Whether every document is read for certain.
    #[must_use]
    pub const fn is_read(self) -> bool {
        matches!(self, Self::Yes | Self::Loss)
    }

    pub(crate) const fn rank(self) -> u8 {
        self as u8
    }

    pub(crate) const fn or_worse(self, other: Self) -> Self {
        if other.rank() > self.rank() { other } else { self }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why a member is not read, or not whole.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Reason {
    /// The reader needs the member, and the writer never writes it.
    RequiredNeverWritten,
    /// The reader needs the member, and the writer does not always write it.
    RequiredNotAlwaysWritten,
    /// The writer writes the member, and the reader refuses members that it does not know.
    Refused,
    /// The writer writes the member, and the reader passes over it.
    NeverRead,
    /// The reader takes the member, and does not write it again: `skip_serializing`.
    NotWritten,
    /// Two names that the writer writes are one member for the reader.
    Twice,
    /// The writer writes `null`, and the reader does not take it.
    Null,
    /// The one is this, the other that.
    Kind {
        /// What is written.
        writes: &'static str,
        /// What is read.
        reads: &'static str,
    },
    /// Integers that the reader's type cannot hold.
    Range {
        /// What is written.
        writes: &'static str,
        /// What is read.
        reads: &'static str,
    },
    /// Numbers that come out rounded.
    Rounded {
        /// What is written.
        writes: &'static str,
        /// What is read.
        reads: &'static str,
    },
    /// A string of any text, or of another format.
    Format {
        /// What is written.
        writes: &'static str,
        /// What is read.
        reads: &'static str,
    },
    /// Another number of elements.
    Length,
    /// Equal elements, or their order, are lost.
    Set,
    /// A variant that the reader does not know.
    Variant(&'static str),
    /// A variant that the reader takes for its catch-all.
    Other(&'static str),
    /// The reader's variant holds something else.
    Payload(&'static str),
    /// The record does not name the variant as the reader expects.
    Tag,
    /// No variant of the reader fits.
    NoVariant,
    /// Another variant of the reader may fit first.
    FirstMatch,
    /// A part that is flattened into an `Option` is dropped whole if something in it does not fit.
    Dropped,
    /// serde cannot read this where it buffers: in tagged and untagged enums, and flattened members.
    Buffered(&'static str),
    /// A type without a shape.
    Unknown(&'static str),
    /// A function writes or reads it.
    Unseen(&'static str),
    /// Two types that are known by name alone.
    Opaque {
        /// What is written.
        writes: &'static str,
        /// What is read.
        reads: &'static str,
    },
    /// More types inside each other than are followed.
    TooDeep,
    /// More members than are followed, or flattened members that are not.
    TooMuch,
    /// `deny_unknown_fields` together with `flatten`, of which serde does not say what it does.
    ClosedAndFlattened,
    /// An older reader would have to read a version that it does not know.
    Newer,
}

impl Reason {
    const fn write<const N: usize>(self, out: &mut Short<N>) {
        match self {
            Self::RequiredNeverWritten => out.push("required by the reader, never written"),
            Self::RequiredNotAlwaysWritten => {
                out.push("required by the reader, not always written");
            }
            Self::Refused => out.push("written, and the reader refuses unknown members"),
            Self::NeverRead => out.push("written, never read"),
            Self::NotWritten => out.push("read, and not written again"),
            Self::Twice => out.push("written under two names that are one to the reader"),
            Self::Null => out.push("`null` is written, and the reader does not take it"),
            Self::Kind { writes, reads } => pair(out, writes, " is written, ", reads, " is read"),
            Self::Range { writes, reads } => {
                pair(out, writes, " is written, and does not always fit ", reads, "");
            }
            Self::Rounded { writes, reads } => {
                pair(out, writes, " is written, and comes out rounded as ", reads, "");
            }
            Self::Format { writes, reads } => {
                pair(out, writes, " is written, and not each is ", reads, "");
            }
            Self::Length => out.push("another number of elements is written"),
            Self::Set => out.push("equal elements, or their order, are lost"),
            Self::Variant(name) => named(out, "the reader does not know the variant `", name),
            Self::Other(name) => named(out, "the reader has only its catch-all for `", name),
            Self::Payload(name) => named(out, "the reader expects something else in `", name),
            Self::Tag => out.push("the reader looks for the name of the variant elsewhere"),
            Self::NoVariant => out.push("no variant of the reader fits"),
            Self::FirstMatch => out.push("another variant of the reader may fit first"),
            Self::Dropped => out
                .push("dropped: the flattened `Option` is `None` where a part of it does not fit"),
            Self::Buffered(what) => {
                out.push(what);
                out.push(" cannot be read behind `flatten`, `tag` or `untagged`");
            }
            Self::Unknown(ty) => {
                out.push("the shape of `");
                out.push(ty);
                out.push("` is not known; derive `heirloom::Shape` for it, or name it with `#[migrate(shape = …)]`");
            }
            Self::Unseen(ty) => {
                out.push("a function writes or reads this `");
                out.push(ty);
                out.push("`, and what is not known; say it with `#[migrate(shape = …)]`");
            }
            Self::Opaque { writes, reads } => {
                pair(
                    out,
                    writes,
                    " is written, ",
                    reads,
                    " is read, and both are known by name alone",
                );
            }
            Self::TooDeep => out.push("more types inside each other than are followed"),
            Self::TooMuch => out.push("more members, or flattened ones, than are followed"),
            Self::ClosedAndFlattened => {
                out.push(
                    "`deny_unknown_fields` with `flatten`: serde does not say what it refuses",
                );
            }
            Self::Newer => out.push("the writer's version is newer than the reader knows"),
        }
    }
}

const fn pair<const N: usize>(
    out: &mut Short<N>,
    one: &str,
    between: &str,
    other: &str,
    after: &str,
) {
    out.push(one);
    out.push(between);
    out.push(other);
    out.push(after);
}

const fn named<const N: usize>(out: &mut Short<N>, before: &str, name: &str) {
    out.push(before);
    out.push(name);
    out.push("`");
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = Short::<256>::new();
        self.write(&mut text);
        f.write_str(text.text())
    }
}

/// One place where a reader does not get what a writer wrote.
#[derive(Debug, Clone, Copy)]
pub struct Finding {
    verdict: Verdict,
    reason: Reason,
    path: Short<192>,
}

impl Finding {
    pub(crate) const fn new(verdict: Verdict, reason: Reason, path: Short<192>) -> Self {
        Self { verdict, reason, path }
    }

    /// What it means for the whole.
    #[must_use]
    pub const fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// Why.
    #[must_use]
    pub const fn reason(&self) -> Reason {
        self.reason
    }

    /// Where, from the record: `.items[].qty`; empty for the record itself.
    #[must_use]
    pub const fn path(&self) -> &str {
        self.path.text()
    }

    pub(crate) const fn write<const N: usize>(&self, out: &mut Short<N>) {
        if !self.path.is_empty() {
            out.push(self.path.text());
            out.push(": ");
        }
        self.reason.write(out);
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = Short::<512>::new();
        self.write(&mut text);
        f.write_str(text.text())
    }
}

/// The most findings that a reading holds; further ones count in its verdict alone.
const FINDINGS: usize = 12;

/// What a reader makes of what a writer wrote.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    verdict: Verdict,
    findings: [Option<Finding>; FINDINGS],
    count: usize,
}

impl Reading {
    pub(crate) const fn new() -> Self {
        Self { verdict: Verdict::Yes, findings: [None; FINDINGS], count: 0 }
    }

    /// The worst of the findings.
    #[must_use]
    pub const fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// What was found, in the order of the members; at most the first twelve.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().flatten()
    }

    pub(crate) const fn note(&mut self, finding: Finding) {
        self.verdict = self.verdict.or_worse(finding.verdict);
        if self.has(&finding) {
            return;
        }
        if self.count < FINDINGS {
            self.findings[self.count] = Some(finding);
            self.count += 1;
            return;
        }
        // A worse one takes the place of the last that is not as bad.
        let mut at = FINDINGS;
        while at > 0 {
            at -= 1;
            if let Some(held) = &self.findings[at]
                && held.verdict.rank() < finding.verdict.rank()
            {
                self.findings[at] = Some(finding);
                return;
            }
        }
    }

    /// Whether something of a document is lost that is not refused.
    pub(crate) const fn may_lose(&self) -> bool {
        let mut at = 0;
        while at < self.count {
            if let Some(held) = &self.findings[at]
                && !matches!(held.verdict, Verdict::No)
            {
                return true;
            }
            at += 1;
        }
        self.count == FINDINGS
    }

    /// Whether the same was found already: members beside a flattened enum are read with each of its variants.
    const fn has(&self, finding: &Finding) -> bool {
        let mut at = 0;
        while at < self.count {
            if let Some(held) = &self.findings[at]
                && held.verdict.rank() == finding.verdict.rank()
                && same(held.path(), finding.path())
            {
                let (mut one, mut other) = (Short::<256>::new(), Short::<256>::new());
                held.reason.write(&mut one);
                finding.reason.write(&mut other);
                if same(one.text(), other.text()) {
                    return true;
                }
            }
            at += 1;
        }
        false
    }

    pub(crate) const fn get(&self, index: usize) -> Option<Finding> {
        if index < FINDINGS { self.findings[index] } else { None }
    }

    pub(crate) const fn worsen(&mut self, verdict: Verdict) {
        self.verdict = self.verdict.or_worse(verdict);
    }

    /// The findings of this verdict or worse, a line each, every line with the same beginning.
    pub(crate) const fn write<const N: usize>(
        &self,
        least: Verdict,
        beginning: &str,
        out: &mut Short<N>,
    ) {
        let mut at = 0;
        let mut first = true;
        while at < self.count {
            if let Some(finding) = &self.findings[at]
                && finding.verdict.rank() >= least.rank()
            {
                out.push(if first { "" } else { "\n" });
                first = false;
                out.push(beginning);
                finding.write(out);
            }
            at += 1;
        }
    }
}

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.verdict)?;
        self.findings().try_for_each(|finding| write!(f, "\n  {finding}"))
    }
}

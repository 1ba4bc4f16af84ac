//! Two types of which the one follows the other, and what is said of them.

use std::fmt;

use heirloom::Shape;
use heirloom::shape::{Graph, Reading, Verdict, of, reads};
use heirloom::testing::arbitrary::{Arbitrary, Unstructured};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A Rust type, by what can be done with it.
#[derive(Clone, Copy)]
pub(crate) struct Sort {
    /// `None` if it is asked for while compiling alone.
    pub(crate) shape: Option<Graph>,
    make: fn(&[u8], bool) -> Option<Written>,
    through: fn(&str, bool) -> Option<Written>,
    /// Whether the variants of untagged enums are looked for.
    named: bool,
}

/// A value, as it is written.
pub(crate) struct Written {
    pub(crate) text: String,
    pub(crate) variants: Vec<String>,
}

impl Sort {
    pub(crate) const fn of<T>() -> Self
    where
        T: Shape + Serialize + DeserializeOwned + fmt::Debug + for<'a> Arbitrary<'a>,
    {
        Self { shape: Some(of::<T>()), make: make::<T>, through: through::<T>, named: true }
    }

    /// For types that contain themselves in several places. Their shape is a graph of constants with exponentially many
    /// ways through it, and the compiler goes them all for a constant that is there at run time.
    pub(crate) const fn compiled<T>() -> Self
    where
        T: Serialize + DeserializeOwned + fmt::Debug + for<'a> Arbitrary<'a>,
    {
        Self { shape: None, make: make::<T>, through: through::<T>, named: true }
    }

    /// The same, faster where no untagged enum is.
    pub(crate) fn prepared(self) -> Self {
        Self { named: self.shape.is_none() || self.text().contains("untagged"), ..self }
    }

    /// A value made of bytes, as it is written.
    pub(crate) fn make(&self, bytes: &[u8]) -> Option<Written> {
        (self.make)(bytes, self.named)
    }

    /// A document, read and written again.
    pub(crate) fn through(&self, text: &str) -> Option<Written> {
        (self.through)(text, self.named)
    }

    /// The shape as text.
    pub(crate) fn text(&self) -> String {
        self.shape.map(|shape| shape.to_string()).unwrap_or_default()
    }

    /// Whether an untagged enum in it has one of the variants.
    pub(crate) fn has_variant_of(&self, variants: &[String]) -> bool {
        if variants.is_empty() {
            return false;
        }
        let text = self.text();
        variants.iter().all(|variant| {
            text.lines().any(|line| {
                let name = line.trim_start().split([':', ',']).next();
                name == Some(variant)
            })
        })
    }
}

fn make<T: Serialize + fmt::Debug + for<'a> Arbitrary<'a>>(
    bytes: &[u8],
    named: bool,
) -> Option<Written> {
    write(&T::arbitrary(&mut Unstructured::new(bytes)).ok()?, named)
}

fn through<T: Serialize + DeserializeOwned + fmt::Debug>(
    text: &str,
    named: bool,
) -> Option<Written> {
    write(&serde_json::from_str::<T>(text).ok()?, named)
}

fn write<T: Serialize + fmt::Debug>(value: &T, named: bool) -> Option<Written> {
    let text = serde_json::to_string(value).ok()?;
    Some(Written { text, variants: if named { variants(&value) } else { Vec::new() } })
}

/// The names by which the suite calls the variants of untagged enums, and nothing else.
const UNTAGGED: &[&str] = &["Bare", "Few", "Many", "Word", "Parts", "Fields", "Rest", "Whole"];

/// The variants of untagged enums in a value: JSON does not say them.
fn variants(value: &dyn fmt::Debug) -> Vec<String> {
    let text = format!("{value:?}");
    let mut found = Vec::new();
    // Every other part is in quotes.
    for part in text.replace("\\\\", "").replace("\\\"", "").split('"').step_by(2) {
        let names = part.split(|letter: char| !letter.is_alphanumeric());
        found.extend(names.filter(|name| UNTAGGED.contains(name)).map(str::to_owned));
    }
    found
}

/// Two types of which the one follows the other.
pub(crate) struct Pair {
    /// The change, as a claim.
    pub(crate) change: &'static str,
    /// Where in the record it is.
    pub(crate) position: &'static str,
    /// The row of the table that it is of.
    pub(crate) row: &'static str,
    /// What the table says: new reads old, and old reads new.
    pub(crate) table: Option<[Verdict; 2]>,
    pub(crate) old: Sort,
    pub(crate) new: Sort,
    /// What was found while compiling.
    pub(crate) constants: Constants,
}

/// Verdicts that were found while compiling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Constants {
    pub(crate) backward: Verdict,
    pub(crate) forward: Verdict,
    pub(crate) old: Verdict,
    pub(crate) new: Verdict,
}

impl Constants {
    pub(crate) const fn of(old: Graph, new: Graph) -> Self {
        Self {
            backward: reads(old, new).verdict(),
            forward: reads(new, old).verdict(),
            old: reads(old, old).verdict(),
            new: reads(new, new).verdict(),
        }
    }
}

/// One type that reads what another wrote.
pub(crate) struct Direction {
    pub(crate) name: &'static str,
    pub(crate) writer: Sort,
    pub(crate) reader: Sort,
    pub(crate) constant: Verdict,
    pub(crate) table: Option<Verdict>,
    /// The table says that something about the pair cannot be decided.
    pub(crate) may_be_unknown: bool,
}

impl Direction {
    pub(crate) fn reading(&self) -> Option<Reading> {
        Some(reads(self.writer.shape?, self.reader.shape?))
    }
}

impl Pair {
    pub(crate) fn name(&self) -> String {
        format!("{} ({})", self.change, self.position)
    }

    /// Both directions, and each type with itself.
    pub(crate) fn directions(&self) -> [Direction; 4] {
        let Self { constants, table, .. } = *self;
        let (old, new) = (self.old.prepared(), self.new.prepared());
        let may_be_unknown = table.is_some_and(|table| table.contains(&Verdict::Unknown));
        let direction = |name, writer, reader, constant, table| Direction {
            name,
            writer,
            reader,
            constant,
            table,
            may_be_unknown,
        };
        [
            direction("new reads old", old, new, constants.backward, table.map(|[it, _]| it)),
            direction("old reads new", new, old, constants.forward, table.map(|[_, it]| it)),
            direction("old reads old", old, old, constants.old, None),
            direction("new reads new", new, new, constants.new, None),
        ]
    }
}

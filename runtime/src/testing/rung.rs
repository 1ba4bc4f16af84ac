//! One version of a chain with its type forgotten: everything the laws do with it, from text to text.
//!
//! All of it goes through the public functions of [`json`], [`upgrade`] and [`downgrade`], as a user's program does.

use arbitrary::Unstructured;

use crate::chain::{Shortcut, StepDown, StepError, StepLosses, StepUp, Tag, downgrade, upgrade};
use crate::envelope::{OpenError, OpenErrorKind, SealError, SealErrorKind, Versioned, json};
use crate::shape::Graph;
use crate::testing::record::{Place, Record};
use crate::testing::walk::Generated;
use crate::version::Version;

/// Why a conversion has no result.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Failure {
    /// A step said no, which it may.
    Refused(String),
    /// What it would have to carry is more than the entity allows.
    TooLarge,
    /// Something that never may be.
    Wrong(String),
}

/// From a record to a record, without a carry.
type Step = fn(&str) -> Result<String, Failure>;

/// A version of a chain.
pub struct Rung {
    pub(super) version: Version,
    pub(super) tag: Tag,
    /// What it writes as JSON.
    pub(super) shape: Graph,
    /// What the step to this version loses.
    pub(super) step: Option<StepLosses>,
    /// A record of a value that is made of those bytes.
    pub(super) sample: fn(&[u8]) -> Option<String>,
    /// A payload of this version, read and written as a record; `None` when it is no value of the version.
    pub(super) canonical: fn(&str) -> Option<String>,
    /// A record of this version or an older one, opened at this version and written at that one.
    pub(super) convert: fn(&Record, Version) -> Result<Record, Failure>,
    /// A record of this version or an older one as a bare value, and written again.
    pub(super) plain: Step,
    /// A record with the value of another one, and what it carries itself: what an editor of this version does.
    pub(super) edit: fn(&Record, &str) -> Result<Record, Failure>,
    /// A record of the version before as a bare value, upgraded, and written.
    pub(super) up: Option<Step>,
    /// A record of this version as a bare value, downgraded to the one before, and written.
    pub(super) down: Option<Step>,
    pub(super) shortcuts: Vec<Jump>,
}

/// A step over several versions.
pub(super) struct Jump {
    pub(super) from: Version,
    pub(super) short: Step,
}

impl Rung {
    pub(super) fn of<T: Generated>() -> Self {
        Self {
            version: T::VERSION,
            tag: T::TAG,
            shape: T::SHAPE,
            step: None,
            sample: sample::<T>,
            canonical: canonical::<T>,
            convert: convert::<T>,
            plain: plain::<T>,
            edit: edit::<T>,
            up: None,
            down: None,
            shortcuts: Vec::new(),
        }
    }
}

fn sample<T: Generated>(bytes: &[u8]) -> Option<String> {
    let value = T::arbitrary(&mut Unstructured::new(bytes)).ok()?;
    json::to_string(&value).ok()
}

fn canonical<T: Generated>(payload: &str) -> Option<String> {
    let value: T = json::from_str_at(T::VERSION, payload).ok()?;
    json::to_string(&value).ok()
}

fn convert<T: Generated>(record: &Record, to: Version) -> Result<Record, Failure> {
    let opened: Versioned<T> = open(record)?;
    seal(opened, to, record.place)
}

fn open<T: Generated>(record: &Record) -> Result<Versioned<T>, Failure> {
    Ok(match record.place {
        Place::Inline => json::open_str(&record.text)?,
        Place::Column(key) => json::open_parts(&record.text, record.carry.as_deref(), key)?,
    })
}

fn seal<T: Generated>(opened: Versioned<T>, to: Version, place: Place) -> Result<Record, Failure> {
    let here = to == T::VERSION;
    let (text, carry) = match place {
        Place::Inline if here => (json::seal_to_string(&opened)?, None),
        Place::Inline => (text(json::seal_at(opened, to)?)?, None),
        Place::Column(key) if here => json::seal_parts(&opened, key)?,
        Place::Column(key) => json::seal_parts_at(opened, to, key)?,
    };
    Ok(Record { text, carry, place })
}

fn text(bytes: Vec<u8>) -> Result<String, Failure> {
    String::from_utf8(bytes).map_err(|error| Failure::Wrong(error.to_string()))
}

fn plain<T: Generated>(record: &str) -> Result<String, Failure> {
    let value: T = json::from_slice(record.as_bytes())?;
    Ok(json::to_string(&value)?)
}

fn edit<T: Generated>(record: &Record, value: &str) -> Result<Record, Failure> {
    let mut opened: Versioned<T> = open(record)?;
    *opened = json::from_str(value)?;
    seal(opened, T::VERSION, record.place)
}

/// Adds the way up from the version before.
pub(super) fn up<T: Generated + StepUp<Old: Generated>>(record: &str) -> Result<String, Failure> {
    let old: T::Old = json::from_str(record)?;
    let new: T = upgrade::<T::Old, T, _>(old)?;
    Ok(json::to_string(&new)?)
}

pub(super) fn down<T: Generated + StepUp<Old: Generated> + StepDown>(
    record: &str,
) -> Result<String, Failure> {
    let new: T = json::from_str(record)?;
    let old: T::Old = downgrade::<T, T::Old, _>(new)?;
    Ok(json::to_string(&old)?)
}

pub(super) fn short<T: Generated + Shortcut<Old>, Old: Generated>(
    record: &str,
) -> Result<String, Failure> {
    let old: Old = json::from_str(record)?;
    Ok(json::to_string(&T::short(old)?)?)
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        let text = with_sources(&error);
        match error.kind() {
            OpenErrorKind::Step(_) => Self::Refused(text),
            _ => Self::Wrong(text),
        }
    }
}

impl From<SealError> for Failure {
    fn from(error: SealError) -> Self {
        let text = with_sources(&error);
        match error.kind() {
            SealErrorKind::CarryTooLarge { .. } => Self::TooLarge,
            SealErrorKind::Step(_)
            | SealErrorKind::Serialize(_)
            | SealErrorKind::ReservedMember { .. } => Self::Refused(text),
            _ => Self::Wrong(text),
        }
    }
}

impl From<StepError> for Failure {
    fn from(error: StepError) -> Self {
        Self::Refused(with_sources(&error))
    }
}

fn with_sources(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    text
}

impl std::fmt::Debug for Rung {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Rung").field(&self.version).finish()
    }
}

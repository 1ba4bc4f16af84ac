//! What a walk keeps of a record where a version has no place for it, and gives back on the way.
//!
//! [`Carried`] is the carry of one record (or of a nested one) during a walk, [`Leaves`] the part of one step. Both are empty, and
//! cost nothing, for a record that loses nothing. The format is that of `docs/decisions/006-loss.md`.

use std::fmt;

use serde::Serialize;
use serde::de::{Deserialize, DeserializeOwned, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::chain::print::{Print, print};
use crate::chain::{StepError, text};
use crate::version::Version;

/// The member of a carry that binds it to its record: the business of the envelope.
pub const BINDING: &str = "of";

/// A member of an object, not taken apart.
pub type Member = (String, Box<RawValue>);

/// The carry of a record, taken apart as far as a walk needs it.
#[derive(Debug, Default)]
pub struct Carried {
    /// As it was read; a container or the first step takes it apart.
    raw: Option<Box<RawValue>>,
    /// By step, named by the newer version.
    steps: Vec<Member>,
    /// Whether what is lost is wanted at all.
    keeps: bool,
    touched: bool,
}

impl Carried {
    /// For a walk whose result goes on without a carry.
    pub const fn discarding() -> Self {
        Self { raw: None, steps: Vec::new(), keeps: false, touched: false }
    }

    /// For a walk whose result is stored.
    pub const fn keeping() -> Self {
        Self { raw: None, steps: Vec::new(), keeps: true, touched: false }
    }

    /// What a record carried, if its envelope vouches for it.
    pub fn set(&mut self, raw: Box<RawValue>) {
        self.raw = Some(raw);
    }

    /// What is to be stored with the record, if there is anything.
    ///
    /// # Errors
    ///
    /// When a leaf cannot be serialized.
    pub fn finish(self) -> Result<Option<Box<RawValue>>, StepError> {
        if !self.touched {
            return Ok(self.raw);
        }
        if self.steps.is_empty() { Ok(None) } else { object(&self.steps).map(Some) }
    }

    /// Whether nothing is to be given back, and nobody wants what is lost.
    pub(super) fn is_idle(&self) -> bool {
        self.is_empty() && !self.keeps
    }

    /// Whether there is nothing in it.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.raw.is_none() && self.steps.is_empty()
    }

    /// The carry of something inside, which was `raw`.
    #[inline]
    pub(super) fn inside(&self, raw: Option<Box<RawValue>>) -> Self {
        Self { raw, steps: Vec::new(), keeps: self.keeps, touched: false }
    }

    /// Takes out what a container has, to take it apart in its own way.
    #[inline]
    pub(super) fn take_whole(&mut self) -> Option<Box<RawValue>> {
        self.touched |= self.raw.is_some();
        self.raw.take()
    }

    /// Puts in what a container has.
    pub(super) fn put_whole<T: Serialize>(&mut self, whole: &T) -> Result<(), StepError> {
        self.raw = Some(leaf(whole)?);
        self.touched = false;
        Ok(())
    }

    /// The part of a step, where there is nothing in it.
    #[inline]
    pub(super) fn no_leaves(&self) -> Leaves {
        Leaves { kept: None, keeps: self.keeps }
    }

    /// Takes out the part of a step.
    #[cold]
    pub(super) fn take(&mut self, newer: Version) -> Result<Leaves, StepError> {
        if let Some(raw) = self.raw.take() {
            self.steps = members(&raw)?;
            self.steps.retain(|(step, _)| step != BINDING);
            self.touched = true;
        }
        let name = newer.to_string();
        let before = match self.steps.iter().position(|(step, _)| *step == name) {
            Some(at) => members(&self.steps.swap_remove(at).1)?,
            None => Vec::new(),
        };
        let kept = Some(Box::new(Kept { before, after: Vec::new() }));
        Ok(Leaves { kept, keeps: self.keeps })
    }

    /// Puts in what a step could not hand on. What it did not ask for is gone.
    #[cold]
    pub(super) fn put(&mut self, newer: Version, leaves: &Leaves) -> Result<(), StepError> {
        if leaves.is_empty() {
            return Ok(());
        }
        self.touched = true;
        self.steps.push((newer.to_string(), object(leaves.after())?));
        // One form for one content, whatever way the walk took.
        self.steps.sort_by(|(left, _), (right, _)| (left.len(), left).cmp(&(right.len(), right)));
        Ok(())
    }
}

/// What one step keeps of a record: what an earlier walk left there, and what this one leaves.
#[derive(Debug, Default)]
pub struct Leaves {
    /// Apart, since there is next to never anything, and a step is taken for each element of a list.
    kept: Option<Box<Kept>>,
    keeps: bool,
}

#[derive(Debug, Default)]
struct Kept {
    before: Vec<Member>,
    after: Vec<Member>,
}

/// A leaf that stands for something the other side sees.
#[derive(Serialize, serde::Deserialize)]
struct Guarded {
    was: Box<RawValue>,
    r#for: Print,
}

/// What can be kept in the carry.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be kept in the carry, since serde can not write and read it by itself",
    label = "no `Serialize` and `Deserialize` of its own",
    note = "give it both, or say what stands in its place (`drop(… = value)`), or that it may be lost: `accept_loss = \"why\"`"
)]
pub trait Storable: Serialize + DeserializeOwned {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned> Storable for T {}

/// The error of each function here names the leaf.
#[expect(clippy::missing_errors_doc, reason = "named by generated code alone")]
impl Leaves {
    /// Whether the step keeps nothing.
    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.after().is_empty()
    }

    #[inline]
    fn after(&self) -> &[Member] {
        self.kept.as_ref().map_or(&[], |kept| &kept.after)
    }

    /// Keeps a value that the other version has no place for.
    #[inline]
    pub fn keep<T: Storable>(&mut self, name: &str, value: &T) -> Result<(), StepError> {
        if self.keeps {
            self.push(name, storable(value)?);
        }
        Ok(())
    }

    /// The value that an earlier walk kept; else another.
    #[inline]
    pub fn restore<T: Storable>(
        &mut self,
        name: &str,
        otherwise: impl FnOnce() -> T,
    ) -> Result<T, StepError> {
        match self.take(name) {
            Some(raw) => decode(&raw),
            None => Ok(otherwise()),
        }
    }

    /// Converts something inside that has a carry of its own.
    #[inline]
    pub fn inside<A, B>(
        &mut self,
        name: &str,
        convert: fn(A, &mut Carried) -> Result<B, StepError>,
        value: A,
    ) -> Result<B, StepError> {
        let raw = self.take(name);
        let mut carried = Carried { raw, keeps: self.keeps, ..Carried::default() };
        let converted = convert(value, &mut carried)?;
        if !carried.is_empty()
            && let Some(raw) = carried.finish()?
        {
            self.push(name, raw);
        }
        Ok(converted)
    }

    /// Converts a value in a way that may lose some of it: what does not come back is kept, and what
    /// was kept for the very value that is seen now comes back.
    pub fn convert<A, B>(
        &mut self,
        name: &str,
        value: A,
        there: impl FnOnce(A) -> Result<B, StepError>,
        back: impl FnOnce(B) -> Result<A, StepError>,
    ) -> Result<B, StepError>
    where
        A: Storable,
        B: Storable,
    {
        if let Some(original) = self.original(name, &value)? {
            return Ok(original);
        }
        if !self.keeps {
            return there(value);
        }
        let was = text_of(&value)?;
        let converted = there(value)?;
        let likely = was.len() + was.len() / 8;
        let seen = utf8(bytes_of(&converted, likely)?);
        let comes_back = match decode_text(&seen).and_then(back) {
            // The same text has the same print; another may have it too, such as that of a hash map.
            Ok(again) => {
                let again = bytes_of(&again, likely)?;
                again == was.as_bytes() || Print::of_json(&utf8(again))? == Print::of_json(&was)?
            }
            Err(_) => false,
        };
        if !comes_back {
            let was = raw(was)?;
            readable::<A>(&was)?;
            self.keep_for(name, was, Print::of_json(&seen)?)?;
        }
        Ok(converted)
    }

    /// What was kept for the value that is seen now; else its conversion.
    pub fn or_original<A: Serialize, B: DeserializeOwned>(
        &mut self,
        name: &str,
        value: A,
        there: impl FnOnce(A) -> Result<B, StepError>,
    ) -> Result<B, StepError> {
        match self.original(name, &value)? {
            Some(original) => Ok(original),
            None => there(value),
        }
    }

    /// What was kept for the value that is derived now; else that value.
    #[inline]
    pub fn derived<T: Storable>(&mut self, name: &str, made: T) -> Result<T, StepError> {
        Ok(self.original(name, &made)?.unwrap_or(made))
    }

    /// What was kept for the value that is seen now.
    #[inline]
    pub fn original<A: Serialize, B: DeserializeOwned>(
        &mut self,
        name: &str,
        seen: &A,
    ) -> Result<Option<B>, StepError> {
        if self.kept.is_none() { Ok(None) } else { self.guarded(name, seen) }
    }

    #[cold]
    fn guarded<A: Serialize, B: DeserializeOwned>(
        &mut self,
        name: &str,
        seen: &A,
    ) -> Result<Option<B>, StepError> {
        let Some(raw) = self.take(name) else { return Ok(None) };
        let Guarded { was, r#for } = decode(&raw)?;
        if print(seen)? == r#for { decode(&was).map(Some) } else { Ok(None) }
    }

    /// A value as it will be kept, before it is converted; nothing where nobody wants it.
    #[inline]
    pub fn note<A: Storable>(&self, value: &A) -> Result<Option<Box<RawValue>>, StepError> {
        if self.keeps { storable(value).map(Some) } else { Ok(None) }
    }

    /// Keeps what was noted, for the value that the other version sees instead.
    #[inline]
    pub fn keep_noted<B: Serialize>(
        &mut self,
        name: &str,
        noted: Option<Box<RawValue>>,
        seen: &B,
    ) -> Result<(), StepError> {
        match noted {
            Some(was) => self.keep_for(name, was, print(seen)?),
            None => Ok(()),
        }
    }

    fn keep_for(&mut self, name: &str, was: Box<RawValue>, seen: Print) -> Result<(), StepError> {
        self.push(name, leaf(&Guarded { was, r#for: seen })?);
        Ok(())
    }

    #[inline]
    fn take(&mut self, name: &str) -> Option<Box<RawValue>> {
        let before = &mut self.kept.as_mut()?.before;
        let at = before.iter().position(|(leaf, _)| leaf == name)?;
        Some(before.swap_remove(at).1)
    }

    fn push(&mut self, name: &str, raw: Box<RawValue>) {
        self.kept.get_or_insert_default().after.push((name.to_owned(), raw));
    }
}

/// A value as the JSON of a leaf.
pub(super) fn leaf<T: Serialize + ?Sized>(value: &T) -> Result<Box<RawValue>, StepError> {
    raw(text_of(value)?)
}

fn raw(text: String) -> Result<Box<RawValue>, StepError> {
    RawValue::from_string(text).map_err(unwritten)
}

/// A value as JSON.
pub(super) fn text_of<T: Serialize + ?Sized>(value: &T) -> Result<String, StepError> {
    bytes_of(value, 128).map(utf8)
}

/// The same as bytes, which are likely to be that many.
fn bytes_of<T: Serialize + ?Sized>(value: &T, likely: usize) -> Result<Vec<u8>, StepError> {
    let mut bytes = Vec::with_capacity(likely);
    text::write(value, &mut bytes).map_err(unwritten)?;
    Ok(bytes)
}

fn utf8(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("JSON is UTF-8")
}

#[cold]
fn unwritten(source: serde_json::Error) -> StepError {
    StepError::new(CarryError { doing: "a leaf cannot be written to the carry", source })
}

/// A value as a leaf that can be read again.
fn storable<T: Storable>(value: &T) -> Result<Box<RawValue>, StepError> {
    let raw = leaf(value)?;
    readable::<T>(&raw)?;
    Ok(raw)
}

/// Refuses what would make the record unreadable: serde writes some numbers (NaN and the infinities) as `null`.
fn readable<T: Storable>(raw: &RawValue) -> Result<(), StepError> {
    if memchr::memmem::find(raw.get().as_bytes(), b"null").is_none() {
        return Ok(());
    }
    serde_json::from_str::<T>(raw.get()).map(drop).map_err(|source| {
        StepError::new(CarryError {
            doing: "the older version has no place for the value, and JSON no form in which it could be kept; a number that is none (NaN) or infinite?",
            source,
        })
    })
}

/// A leaf as a value.
pub(super) fn decode<T: DeserializeOwned>(raw: &RawValue) -> Result<T, StepError> {
    decode_text(raw.get())
}

fn decode_text<T: DeserializeOwned>(text: &str) -> Result<T, StepError> {
    serde_json::from_str(text).map_err(|source| {
        StepError::new(CarryError {
            doing: "what the carry holds is damaged; restore the record from a backup, or remove its carry to go on without",
            source,
        })
    })
}

/// The members of an object, in their order.
///
/// # Errors
///
/// When it is no object.
pub fn members(raw: &RawValue) -> Result<Vec<Member>, StepError> {
    struct Members(Vec<Member>);
    impl<'de> Deserialize<'de> for Members {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserializer.deserialize_map(InOrder).map(Self)
        }
    }
    struct InOrder;
    impl<'de> Visitor<'de> for InOrder {
        type Value = Vec<Member>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vec<Member>, A::Error> {
            let mut members = Vec::new();
            while let Some(member) = map.next_entry()? {
                members.push(member);
            }
            Ok(members)
        }
    }
    decode(raw).map(|Members(members)| members)
}

/// An object of members.
///
/// # Errors
///
/// None in practice.
pub fn object(members: &[Member]) -> Result<Box<RawValue>, StepError> {
    let size: usize = members.iter().map(|(name, raw)| name.len() + raw.get().len() + 4).sum();
    let mut bytes = Vec::with_capacity(size + 2);
    bytes.push(b'{');
    for (index, (name, raw)) in members.iter().enumerate() {
        if index > 0 {
            bytes.push(b',');
        }
        text::write_str(name, &mut bytes).map_err(unwritten)?;
        bytes.push(b':');
        bytes.extend_from_slice(raw.get().as_bytes());
    }
    bytes.push(b'}');
    raw(utf8(bytes))
}

/// The carry cannot be read or written.
#[derive(Debug)]
struct CarryError {
    doing: &'static str,
    source: serde_json::Error,
}

impl fmt::Display for CarryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.doing)
    }
}

impl std::error::Error for CarryError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

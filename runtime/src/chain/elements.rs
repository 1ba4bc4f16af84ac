//! The carries of the elements of a container.
//!
//! Elements of a list are found again by what they are recognised by (their `key`, or else all of them), not by their place: the
//! older side may have put others before them. Their place only tells twins apart. Entries of maps are found by their keys.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::chain::carry::{decode, leaf};
use crate::chain::{Carried, Print, StepError};

type Result<T> = std::result::Result<T, StepError>;

/// How one value is converted, and by what it is recognised before and after.
pub(super) struct Convert<A, B> {
    pub(super) walk: fn(A, &mut Carried) -> Result<B>,
    pub(super) before: fn(&A) -> Result<Print>,
    pub(super) after: fn(&B) -> Result<Print>,
}

/// One element, and what is kept of it.
#[derive(Serialize, Deserialize)]
struct Element(usize, Print, Box<RawValue>);

/// The carries of the elements of a list, while it is converted.
pub(super) struct Elements<'a> {
    /// The list's; in between that of one element after the other, which next to never has any.
    carried: &'a mut Carried,
    before: Vec<Element>,
    /// By what the elements are recognised, where that matters.
    prints: Vec<Print>,
    after: Vec<Element>,
}

impl<'a> Elements<'a> {
    #[inline]
    pub(super) fn of(carried: &'a mut Carried) -> Result<Self> {
        let mut elements =
            Self { carried, before: Vec::new(), prints: Vec::new(), after: Vec::new() };
        if let Some(raw) = elements.carried.take_whole() {
            elements.before = decode(&raw)?;
        }
        Ok(elements)
    }

    /// Looks at all of them before the first one is converted: none is given what was kept of a twin that comes after it.
    #[inline]
    pub(super) fn look<'v, A: 'v, B>(
        &mut self,
        values: impl IntoIterator<Item = &'v A>,
        with: &Convert<A, B>,
    ) -> Result<()> {
        if self.before.is_empty() {
            return Ok(());
        }
        let print = |(index, value)| (with.before)(value).map_err(|error| error.at_index(index));
        self.prints = values.into_iter().enumerate().map(print).collect::<Result<_>>()?;
        Ok(())
    }

    /// Converts one element.
    #[inline]
    pub(super) fn convert<A, B>(
        &mut self,
        index: usize,
        value: A,
        with: &Convert<A, B>,
    ) -> Result<B> {
        if !self.before.is_empty() {
            let print = self.prints.get(index).map_or_else(|| (with.before)(&value), |p| Ok(*p))?;
            let raw = self.find(index, print);
            *self.carried = self.carried.inside(raw);
        }
        let converted = (with.walk)(value, self.carried);
        if self.carried.is_empty() {
            return converted;
        }
        let converted = converted?;
        self.keep(index, (with.after)(&converted)?)?;
        Ok(converted)
    }

    /// Keeps what the walk of an element left.
    #[cold]
    fn keep(&mut self, index: usize, print: Print) -> Result<()> {
        let next = self.carried.inside(None);
        if let Some(raw) = std::mem::replace(self.carried, next).finish()? {
            self.after.push(Element(index, print, raw));
        }
        Ok(())
    }

    #[cold]
    fn find(&mut self, index: usize, print: Print) -> Option<Box<RawValue>> {
        let same = |element: &Element| element.1 == print;
        let homeless = |element: &Element| self.prints.get(element.0) != Some(&print);
        let at = (self.before.iter().position(|element| same(element) && element.0 == index))
            .or_else(|| {
                self.before.iter().position(|element| same(element) && homeless(element))
            })?;
        Some(self.before.remove(at).2)
    }

    /// Hands back what is kept of the elements.
    #[inline]
    pub(super) fn finish(self) -> Result<()> {
        if self.after.is_empty() { Ok(()) } else { self.carried.put_whole(&self.after) }
    }
}

/// The carries of the entries of a map, or of the parts of a tuple, while it is converted.
pub(super) struct Entries<'a> {
    carried: &'a mut Carried,
    before: BTreeMap<String, Box<RawValue>>,
    after: BTreeMap<String, Box<RawValue>>,
}

impl<'a> Entries<'a> {
    #[inline]
    pub(super) fn of(carried: &'a mut Carried) -> Result<Self> {
        let before = match carried.take_whole() {
            None => BTreeMap::new(),
            Some(raw) => decode(&raw)?,
        };
        Ok(Self { carried, before, after: BTreeMap::new() })
    }

    /// Converts the value under a key.
    #[inline]
    pub(super) fn convert<K: Serialize + ?Sized, A, B>(
        &mut self,
        key: &K,
        value: A,
        convert: fn(A, &mut Carried) -> Result<B>,
    ) -> Result<B> {
        let raw = if self.before.is_empty() { None } else { self.before.remove(leaf(key)?.get()) };
        let mut carried = self.carried.inside(raw);
        let converted = convert(value, &mut carried)?;
        if !carried.is_empty()
            && let Some(raw) = carried.finish()?
        {
            self.after.insert(leaf(key)?.get().to_owned(), raw);
        }
        Ok(converted)
    }

    /// Hands back what is kept of the entries.
    #[inline]
    pub(super) fn finish(self) -> Result<()> {
        if self.after.is_empty() { Ok(()) } else { self.carried.put_whole(&self.after) }
    }
}

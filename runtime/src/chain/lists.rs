//! What the derive calls where a field got a container, lost one, or changed it.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, Hash};

use serde::Serialize;

use crate::chain::fields::Never;
use crate::chain::{Here, Leaves, StepError, Storable};

/// A container around a value that may hold none: `Option`, or a list whose first value counts.
#[diagnostic::on_unimplemented(
    message = "`wrap` puts a `{T}` into an `Option` or a `Vec`, and this field is `{Self}`",
    label = "neither `Option<{T}>` nor `Vec<{T}>`"
)]
pub trait Wrap<T, Way>: Sized {
    /// The container with that one value.
    fn wrap(value: T) -> Self;
    /// The value, or the first one.
    fn first(self) -> Option<T>;
    /// The value or the first one, and the others.
    fn apart(self) -> (Option<T>, Vec<T>);
    /// The container with these values, of which the older version saw the first.
    fn whole(first: Option<T>, others: Vec<T>) -> Self;
}

#[diagnostic::do_not_recommend]
impl<T> Wrap<T, Here> for Option<T> {
    #[inline]
    fn wrap(value: T) -> Self {
        Some(value)
    }

    #[inline]
    fn first(self) -> Option<T> {
        self
    }

    fn apart(self) -> (Option<T>, Vec<T>) {
        (self, Vec::new())
    }

    fn whole(first: Option<T>, _: Vec<T>) -> Self {
        first
    }
}

#[diagnostic::do_not_recommend]
impl<T> Wrap<T, Here> for Vec<T> {
    #[inline]
    fn wrap(value: T) -> Self {
        vec![value]
    }

    #[inline]
    fn first(self) -> Option<T> {
        self.into_iter().next()
    }

    fn apart(self) -> (Option<T>, Vec<T>) {
        let mut values = self.into_iter();
        (values.next(), values.collect())
    }

    fn whole(first: Option<T>, others: Vec<T>) -> Self {
        first.into_iter().chain(others).collect()
    }
}

/// Two impls that nobody uses, so that no conclusion can be drawn from either; see `Never`.
macro_rules! never_wrapped {
    ($($old:ty),*) => { $(
        #[diagnostic::do_not_recommend]
        impl<C> Wrap<$old, Never> for C {
            fn wrap(_: $old) -> Self {
                unreachable!("no value of this type is ever made")
            }

            fn first(self) -> Option<$old> {
                None
            }

            fn apart(self) -> (Option<$old>, Vec<$old>) {
                (None, Vec::new())
            }

            fn whole(_: Option<$old>, _: Vec<$old>) -> Self {
                unreachable!("no value of this type is ever made")
            }
        }
    )* };
}

never_wrapped!(Never, [Never; 1]);

/// Both directions of a field that a container is put around; the way back takes the value that stands for nothing.
type Wrapped<New, Old> = (fn(Old) -> New, fn(New, Old) -> Old);

/// A field that a container is put around.
#[inline]
pub fn wrapped<New: Wrap<Old, Way>, Old, Way>() -> Wrapped<New, Old> {
    (New::wrap, |new, or| new.first().unwrap_or(or))
}

/// Both directions of such a field, with what the older reader does not see of it kept and given back.
type Wrapping<New, Old> = (
    fn(&mut Leaves, &str, Old) -> Result<New, StepError>,
    fn(&mut Leaves, &str, New, Old) -> Result<Old, StepError>,
);

/// A field that a container is put around, without a loss.
#[inline]
pub fn wrapping<New: Wrap<Old, Way>, Old: Storable, Way>() -> Wrapping<New, Old> {
    (wrap, unwrap)
}

fn wrap<New: Wrap<Old, Way>, Old: Storable, Way>(
    leaves: &mut Leaves,
    name: &str,
    old: Old,
) -> Result<New, StepError> {
    Ok(match leaves.original::<_, Option<Vec<Old>>>(name, &old)? {
        None => New::wrap(old),
        Some(None) => New::whole(None, Vec::new()),
        Some(Some(others)) => New::whole(Some(old), others),
    })
}

fn unwrap<New: Wrap<Old, Way>, Old: Storable, Way>(
    leaves: &mut Leaves,
    name: &str,
    new: New,
    or: Old,
) -> Result<Old, StepError> {
    let (first, others) = new.apart();
    let lost = match (&first, others.is_empty()) {
        (Some(_), true) => return Ok(first.unwrap_or(or)),
        (Some(_), false) => Some(others),
        (None, _) => None,
    };
    let noted = leaves.note(&lost)?;
    let seen = first.unwrap_or(or);
    leaves.keep_noted(name, noted, &seen)?;
    Ok(seen)
}

/// A field that was a list, and is its first value now.
#[diagnostic::on_unimplemented(
    message = "`first` takes the first of a `Vec` into an `Option`; this field was `{Old}` and is `{Self}` now",
    label = "not the `Option` of a `Vec`"
)]
pub trait First<Old, Way>: Sized {
    /// The first one, and what it leaves.
    fn first(old: Old) -> (Self, Old);
    /// A list that begins with it.
    fn before(self, others: Option<Old>) -> Old;
}

#[diagnostic::do_not_recommend]
impl<T> First<Vec<T>, Here> for Option<T> {
    fn first(old: Vec<T>) -> (Self, Vec<T>) {
        let mut values = old.into_iter();
        (values.next(), values.collect())
    }

    fn before(self, others: Option<Vec<T>>) -> Vec<T> {
        self.into_iter().chain(others.into_iter().flatten()).collect()
    }
}

/// A field that might have been nothing, and is something now.
#[diagnostic::on_unimplemented(
    message = "`unwrap_or` takes a value out of an `Option`; this field was `{Old}` and is `{Self}` now",
    label = "not what was in the `Option`"
)]
pub trait Required<Old, Way>: Sized {
    /// The value, if there was one.
    fn value(old: Old) -> Option<Self>;
    /// The value, or nothing.
    fn optional(value: Option<Self>) -> Old;
}

#[diagnostic::do_not_recommend]
impl<T> Required<Option<T>, Here> for T {
    fn value(old: Option<T>) -> Option<T> {
        old
    }

    fn optional(value: Option<T>) -> Option<T> {
        value
    }
}

/// Impls that nobody uses; see `Never`.
macro_rules! never_taken {
    ($($old:ty),*) => { $(
        #[diagnostic::do_not_recommend]
        impl<C> First<$old, Never> for C {
            fn first(_: $old) -> (Self, $old) {
                unreachable!("no value of this type is ever made")
            }

            fn before(self, _: Option<$old>) -> $old {
                unreachable!("no value of this type is ever made")
            }
        }

        #[diagnostic::do_not_recommend]
        impl<C> Required<$old, Never> for C {
            fn value(_: $old) -> Option<Self> {
                None
            }

            fn optional(_: Option<Self>) -> $old {
                unreachable!("no value of this type is ever made")
            }
        }
    )* };
}

never_taken!(Never, [Never; 1]);

/// Both directions of a list of which the first value is taken; the flag says whether the others are kept.
type Shortened<New, Old> = (
    fn(&mut Leaves, &str, Old, bool) -> Result<New, StepError>,
    fn(&mut Leaves, &str, New) -> Result<Old, StepError>,
);

/// A list of which the first value is taken.
#[inline]
pub fn shortened<New: First<Old, Way> + Serialize, Old: Storable, Way>() -> Shortened<New, Old> {
    (first, rest)
}

fn first<New: First<Old, Way> + Serialize, Old: Storable, Way>(
    leaves: &mut Leaves,
    name: &str,
    old: Old,
    keep: bool,
) -> Result<New, StepError> {
    let (first, others) = New::first(old);
    if keep {
        let noted = leaves.note(&others)?.filter(|others| others.get() != "[]");
        leaves.keep_noted(name, noted, &first)?;
    }
    Ok(first)
}

fn rest<New: First<Old, Way> + Serialize, Old: Storable, Way>(
    leaves: &mut Leaves,
    name: &str,
    new: New,
) -> Result<Old, StepError> {
    let others = leaves.original(name, &new)?;
    Ok(new.before(others))
}

/// Both directions of a value that may no longer be nothing, with what stands for nothing; the flag says whether it is kept that there was
/// none.
type Present<New, Old> = (
    fn(&mut Leaves, &str, Old, New, bool) -> Result<New, StepError>,
    fn(&mut Leaves, &str, New) -> Result<Old, StepError>,
);

/// A value that may no longer be nothing.
#[inline]
pub fn required<New: Required<Old, Way> + Serialize, Old, Way>() -> Present<New, Old> {
    (present, absent)
}

fn present<New: Required<Old, Way> + Serialize, Old, Way>(
    leaves: &mut Leaves,
    name: &str,
    old: Old,
    or: New,
    keep: bool,
) -> Result<New, StepError> {
    if let Some(value) = New::value(old) {
        return Ok(value);
    }
    if keep {
        let noted = leaves.note(&())?;
        leaves.keep_noted(name, noted, &or)?;
    }
    Ok(or)
}

fn absent<New: Required<Old, Way> + Serialize, Old, Way>(
    leaves: &mut Leaves,
    name: &str,
    new: New,
) -> Result<Old, StepError> {
    Ok(New::optional(match leaves.original::<_, ()>(name, &new)? {
        Some(()) => None,
        None => Some(new),
    }))
}

/// What becomes of elements of a list that have one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duplicates {
    /// The list is refused.
    Fail,
    /// The first one stays.
    First,
    /// The last one stays.
    Last,
}

/// A map into which a list can be put.
#[diagnostic::on_unimplemented(
    message = "`key_by` makes a map of a list, and this field is `{Self}`",
    label = "no map from `{K}` to `{V}`",
    note = "it has to be a `BTreeMap` or a `HashMap` of the key's type and the elements' type"
)]
pub trait Keyed<K, V>: Default {
    /// Puts an element in, and gives back the one that was there.
    fn put(&mut self, key: K, element: V) -> Option<V>;
    /// The entries, in the order of their keys.
    fn entries(self) -> Vec<(K, V)>;
}

impl<K: Ord, V> Keyed<K, V> for BTreeMap<K, V> {
    fn put(&mut self, key: K, element: V) -> Option<V> {
        self.insert(key, element)
    }

    fn entries(self) -> Vec<(K, V)> {
        self.into_iter().collect()
    }
}

impl<K: Eq + Hash + Ord, V, S: BuildHasher + Default> Keyed<K, V> for HashMap<K, V, S> {
    fn put(&mut self, key: K, element: V) -> Option<V> {
        self.insert(key, element)
    }

    fn entries(self) -> Vec<(K, V)> {
        // The same bytes each time.
        let sorted: BTreeMap<K, V> = self.into_iter().collect();
        sorted.into_iter().collect()
    }
}

/// Both directions of a list that becomes a map, by the key of its elements.
type KeyedBoth<M, K, V> = (
    fn(Vec<V>, fn(&V) -> K, Duplicates) -> Result<M, StepError>,
    fn(M, fn(&V) -> K) -> Result<Vec<V>, StepError>,
);

/// A list that becomes a map.
#[inline]
pub fn keyed<M: Keyed<K, V>, K: PartialEq, V>() -> KeyedBoth<M, K, V> {
    (key_by, elements)
}

/// Both directions of such a list, with its order kept and given back.
type Keying<M, K, V> = (
    fn(&mut Leaves, &str, Vec<V>, fn(&V) -> K, Duplicates) -> Result<M, StepError>,
    fn(&mut Leaves, &str, M, fn(&V) -> K) -> Result<Vec<V>, StepError>,
);

/// A list that becomes a map, without a loss.
#[inline]
pub fn keying<M: Keyed<K, V>, K: Storable + Ord, V>() -> Keying<M, K, V> {
    (keep_order, in_order)
}

fn key_by<M: Keyed<K, V>, K, V>(
    list: Vec<V>,
    key: fn(&V) -> K,
    duplicates: Duplicates,
) -> Result<M, StepError> {
    let mut map = M::default();
    for element in list {
        let Some(before) = map.put(key(&element), element) else { continue };
        match duplicates {
            Duplicates::Last => {}
            Duplicates::First => {
                map.put(key(&before), before);
            }
            Duplicates::Fail => {
                return Err(StepError::new("two elements of the list have one key"));
            }
        }
    }
    Ok(map)
}

/// The elements of the map, each of which has to lie under its own key: a list has no place for another one.
fn elements<M: Keyed<K, V>, K: PartialEq, V>(
    map: M,
    key: fn(&V) -> K,
) -> Result<Vec<V>, StepError> {
    let entries = map.entries();
    if entries.iter().any(|(under, element)| key(element) != *under) {
        return Err(StepError::new("an element of the map lies under another key than its own"));
    }
    Ok(entries.into_iter().map(|(_, element)| element).collect())
}

fn keep_order<M: Keyed<K, V>, K: Storable, V>(
    leaves: &mut Leaves,
    name: &str,
    list: Vec<V>,
    key: fn(&V) -> K,
    duplicates: Duplicates,
) -> Result<M, StepError> {
    let order: Vec<K> = list.iter().map(key).collect();
    let map = key_by(list, key, duplicates)?;
    leaves.keep(name, &order)?;
    Ok(map)
}

/// The elements in the order that was kept; those that came since follow.
fn in_order<M: Keyed<K, V>, K: Storable + Ord, V>(
    leaves: &mut Leaves,
    name: &str,
    map: M,
    key: fn(&V) -> K,
) -> Result<Vec<V>, StepError> {
    let order: Vec<K> = leaves.restore(name, Vec::new)?;
    let place: BTreeMap<K, usize> =
        order.into_iter().enumerate().map(|(at, key)| (key, at)).collect();
    let mut elements = elements(map, key)?;
    elements.sort_by_key(|element| place.get(&key(element)).copied().unwrap_or(usize::MAX));
    Ok(elements)
}

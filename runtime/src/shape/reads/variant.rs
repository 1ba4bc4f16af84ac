//! Documents read as enums.

use crate::shape::bytes::{has, same};
use crate::shape::graph::Types;
use crate::shape::reads::members::{Members, Value};
use crate::shape::reads::overlap;
use crate::shape::reads::path::Path;
use crate::shape::reads::walk::{self, Reader, Walk, Writer};
use crate::shape::reads::{Reason, Verdict};
use crate::shape::types::{Enum, Payload, Tagging, Type, Variant};

impl Walk {
    pub(super) const fn read_enum(&mut self, writer: Writer<'_>, it: &'static Enum, at: &Path<'_>) {
        if matches!(it.tagging, Tagging::Untagged) {
            self.read_untagged(writer, it, false, at);
            return;
        }
        if !some_untagged(it) {
            self.read_tagged(writer, it, at);
            return;
        }
        // serde collects the value, reads it as a variant with a tag, and then as one without.
        let buffered = self.buffered;
        self.buffered = true;
        let before = self.begin();
        self.read_tagged(writer, it, at);
        let tagged = self.end(&before);
        if matches!(tagged.verdict(), Verdict::No) {
            let before = self.begin();
            self.read_untagged(writer, it, true, at);
            let untagged = self.end(&before);
            // If nothing fits, what the tag says is the better advice.
            let better = untagged.verdict().rank() < tagged.verdict().rank();
            self.take_over(if better { &untagged } else { &tagged });
        } else {
            self.take_over(&tagged);
        }
        self.buffered = buffered;
    }

    const fn read_tagged(&mut self, writer: Writer<'_>, it: &'static Enum, at: &Path<'_>) {
        match (it.tagging, writer) {
            (Tagging::External, Writer::Word(word)) => match find(it, word) {
                Some(Variant { payload: Payload::Unit, .. }) => {}
                Some(_) => self.no(Reason::Payload(word), at),
                None if other(it).is_some() => self.loss(Reason::Other(word), at),
                None => self.no(Reason::Variant(word), at),
            },
            (Tagging::External, Writer::Object(members)) => self.external(members, it, at),
            (Tagging::Internal(tag), Writer::Object(members)) => {
                self.internal(members, tag, it, at);
            }
            (Tagging::Adjacent(tag, content), Writer::Object(members)) => {
                self.adjacent(members, tag, content, it, at);
            }
            (_, Writer::Word(_)) => self.no(Reason::Tag, at),
            _ => self.read_leaf(writer, Reader::Enum(it), at),
        }
    }

    const fn external(&mut self, members: &Members, it: &'static Enum, at: &Path<'_>) {
        if members.doubt {
            self.unknown(Reason::TooMuch, at);
            return;
        }
        let single = members.len() == 1 && members.is_all();
        if !single || !is_always(members, 0) {
            self.no(Reason::Tag, at);
            return;
        }
        let member = members.at(0);
        let Some(variant) = find(it, member.name) else {
            self.no(Reason::Variant(member.name), at);
            return;
        };
        let reader = Reader::of(variant.payload, it.closed);
        self.content(member.name, member.value, reader, at);
    }

    /// The content of a variant. What cannot be it at all is said of the variant.
    const fn content(&mut self, name: &'static str, value: Value, reader: Reader, at: &Path<'_>) {
        match (value, reader) {
            (Value::Payload(Payload::Unit), Reader::Fields(..) | Reader::Parts(_)) => {
                self.no(Reason::Payload(name), at);
            }
            _ => self.read_value(value, reader, at),
        }
    }

    const fn internal(
        &mut self,
        members: &Members,
        tag: &'static str,
        it: &'static Enum,
        at: &Path<'_>,
    ) {
        let Some((index, word)) = self.tag(members, tag, at) else { return };
        let Some(variant) = self.variant_of(it, word, at) else { return };
        let members = members.without(index);
        let buffered = self.buffered;
        self.buffered = true;
        match variant.payload {
            // A unit variant passes over everything, whatever `deny_unknown_fields` says.
            Payload::Unit if variant.other => {}
            Payload::Unit => self.ignore(&members, false, at),
            // A unit in a newtype is read where there is nothing else.
            Payload::Newtype(ty)
                if is_unit(ty, self.types) && members.len() == 0 && members.is_all() => {}
            payload => {
                self.read(Writer::Object(&members), Reader::untagged(payload, it.closed), at);
            }
        }
        self.buffered = buffered;
    }

    const fn adjacent(
        &mut self,
        members: &Members,
        tag: &'static str,
        content: &'static str,
        it: &'static Enum,
        at: &Path<'_>,
    ) {
        let Some((index, word)) = self.tag(members, tag, at) else { return };
        let Some(variant) = self.variant_of(it, word, at) else { return };
        let members = members.without(index);
        let (found, _) = members.find(&[content]);
        let Some(found) = found else {
            let absent = match variant.payload {
                Payload::Unit => true,
                Payload::Newtype(ty) => ty.may_be_absent(self.types),
                _ => false,
            };
            if !absent {
                self.no(Reason::Payload(word), at);
            }
            self.ignore(&members, it.closed, at);
            return;
        };
        let member = members.at(found);
        let reader = Reader::untagged(variant.payload, it.closed);
        self.content(word, member.value, reader, at);
        self.ignore(&members.without(found), it.closed, at);
    }

    /// The member that names the variant, and the name.
    const fn tag(
        &mut self,
        members: &Members,
        tag: &str,
        at: &Path<'_>,
    ) -> Option<(usize, &'static str)> {
        if let (Some(index), false) = members.find(&[tag])
            && is_always(members, index)
            && let Value::Word(word) = members.at(index).value
        {
            return Some((index, word));
        }
        if members.doubt {
            self.unknown(Reason::TooMuch, at);
        } else {
            self.no(Reason::Tag, at);
        }
        None
    }

    const fn variant_of(
        &mut self,
        it: &'static Enum,
        word: &'static str,
        at: &Path<'_>,
    ) -> Option<&'static Variant> {
        if let Some(variant) = find(it, word) {
            return Some(variant);
        }
        match other(it) {
            Some(other) => {
                self.loss(Reason::Other(word), at);
                Some(other)
            }
            None => {
                self.no(Reason::Variant(word), at);
                None
            }
        }
    }

    /// The first variant that fits; `few` if only those of an enum with tags that say `untagged`.
    const fn read_untagged(
        &mut self,
        writer: Writer<'_>,
        it: &'static Enum,
        few: bool,
        at: &Path<'_>,
    ) {
        let buffered = self.buffered;
        self.buffered = true;
        self.first_that_fits(writer, it, few, at);
        self.buffered = buffered;
    }

    const fn first_that_fits(
        &mut self,
        writer: Writer<'_>,
        it: &'static Enum,
        few: bool,
        at: &Path<'_>,
    ) {
        let own = own_variant(it, writer, at);
        let mut unknown = false;
        // Some records are read as an earlier variant, which may not be theirs, or may lose something.
        let mut shifted = false;
        let mut index = 0;
        while index < it.variants.len() {
            let variant = &it.variants[index];
            index += 1;
            if few && !variant.untagged || !variant.read {
                continue;
            }
            if let Payload::Newtype(ty) = variant.payload
                && let Type::Unrecognised = self.types.open(ty)
            {
                if !is_known(it, writer) {
                    return;
                }
                continue;
            }
            let reader = Reader::untagged(variant.payload, it.closed);
            let before = self.begin();
            self.read(writer, reader, at);
            let found = self.end(&before);
            match found.verdict() {
                Verdict::Yes | Verdict::Loss => {
                    self.take_over(&found);
                    let another = match own {
                        Some(own) => !same(own, variant.name),
                        None => false,
                    };
                    if shifted || unknown || another {
                        self.loss(Reason::FirstMatch, at);
                    }
                    return;
                }
                Verdict::Unknown => unknown = true,
                Verdict::No => {
                    let matters = own.is_some() || found.may_lose();
                    // Where there are no calls left to find out, they may.
                    let deep = self.calls + overlap::CALLS > walk::CALLS;
                    shifted =
                        shifted || matters && (deep || overlap::may(writer, reader, self.types, 6));
                }
            }
        }
        if unknown {
            self.unknown(Reason::NoVariant, at);
        } else {
            self.no(Reason::NoVariant, at);
        }
    }
}

/// The variant that is written, if the reader has one of the name.
const fn own_variant(it: &'static Enum, writer: Writer<'_>, at: &Path<'_>) -> Option<&'static str> {
    let flattened = match writer {
        Writer::Object(members) => members.variant,
        _ => None,
    };
    let ((Some(name), _) | (None, Some(name))) = (at.variant(), flattened) else { return None };
    let mut index = 0;
    while index < it.variants.len() {
        if has(it.variants[index].reads, name) {
            return Some(it.variants[index].name);
        }
        index += 1;
    }
    None
}

/// Whether the type is read from nothing: `()` and unit structs.
const fn is_unit(ty: &Type, types: Types) -> bool {
    match types.open(ty) {
        Type::Null => true,
        Type::Newtype(inner) | Type::Apart { reads: inner, .. } => is_unit(inner, types),
        _ => false,
    }
}

const fn is_always(members: &Members, index: usize) -> bool {
    matches!(members.at(index).presence, crate::shape::types::Presence::Always)
}

const fn some_untagged(it: &Enum) -> bool {
    let mut at = 0;
    while at < it.variants.len() {
        if it.variants[at].untagged {
            return true;
        }
        at += 1;
    }
    false
}

/// The variant that is read under the name.
const fn find(it: &'static Enum, name: &str) -> Option<&'static Variant> {
    let mut at = 0;
    while at < it.variants.len() {
        let variant = &it.variants[at];
        if variant.read && !variant.untagged && has(variant.reads, name) {
            return Some(variant);
        }
        at += 1;
    }
    None
}

/// The variant for all other names.
pub(super) const fn other(it: &'static Enum) -> Option<&'static Variant> {
    let mut at = 0;
    while at < it.variants.len() {
        if it.variants[at].other {
            return Some(&it.variants[at]);
        }
        at += 1;
    }
    None
}

/// Whether the document names a variant that the enum knows: then it is not taken for an unknown one.
const fn is_known(it: &'static Enum, writer: Writer<'_>) -> bool {
    match writer {
        Writer::Word(word) => find(it, word).is_some(),
        Writer::Object(members) => {
            let mut at = 0;
            while at < members.len() {
                let member = members.at(at);
                at += 1;
                match (it.tagging, member.value) {
                    (Tagging::External, _) if find(it, member.name).is_some() => return true,
                    (Tagging::Internal(tag) | Tagging::Adjacent(tag, _), Value::Word(word))
                        if same(member.name, tag) && find(it, word).is_some() =>
                    {
                        return true;
                    }
                    _ => {}
                }
            }
            false
        }
        _ => false,
    }
}

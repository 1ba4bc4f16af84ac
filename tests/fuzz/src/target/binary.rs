//! Each binary codec, and the header that they have in common.

use heirloom::chain::versions;
use heirloom::{Version, Versioned};
use heirloom_tests::user::User;

use crate::laws::{self, Codec, Record, bound_binary, codecs, named_codecs, shortest};
use crate::model::asset::Asset;
use crate::model::bag::{Bag, Folder};
use crate::model::layouts::{Memo, State};
use crate::model::samples;

/// Any bytes, as a record of each codec: with a name, without, and of an entity that has records without a header.
pub(super) fn header(bytes: &[u8]) {
    fn all<T: Record>(bytes: &[u8]) {
        for codec in codecs::<T>() {
            laws::binary(&codec, bytes);
        }
    }
    all::<User>(bytes);
    all::<State>(bytes);
    all::<Memo>(bytes);
}

pub(super) fn header_seeds() -> Vec<Vec<u8>> {
    fn of<T: Record>(values: &[T]) -> Vec<Vec<u8>> {
        codecs::<T>().iter().flat_map(|codec| sealed(codec, values)).collect()
    }
    let mut seeds =
        [of(&[samples::user()]), of(&samples::states()), of(&[samples::memo()])].concat();
    seeds.push(
        [b"\x89H\x01C\x03\xff\xff\xff\xff\x0f\x80\x01\x00\x04user\x02{}", &[0xa0][..]].concat(),
    );
    seeds
}

/// What a value is at each version, by whatever can be written.
fn sealed<T: Record>(codec: &Codec<T>, values: &[T]) -> Vec<Vec<u8>> {
    let at = |value: &T| {
        let value = value.clone();
        let write = move |version| codec.seal_at(Versioned::new(value.clone()), version).ok();
        versions::<T>().into_iter().filter_map(write).collect::<Vec<_>>()
    };
    values.iter().flat_map(at).collect()
}

pub(super) fn cbor(bytes: &[u8]) {
    let [user, _] = named_codecs();
    let [asset, _] = named_codecs();
    let [bag, _] = named_codecs();
    let [folder, _] = named_codecs();
    behind_a_header(bytes, &user, &asset, Some(&bag), &folder);
}

pub(super) fn messagepack(bytes: &[u8]) {
    let [_, user] = named_codecs();
    let [_, asset] = named_codecs();
    let [_, bag] = named_codecs();
    let [_, folder] = named_codecs();
    behind_a_header(bytes, &user, &asset, Some(&bag), &folder);
}

pub(super) fn postcard(bytes: &[u8]) {
    let [_, _, user] = codecs();
    let [_, _, asset] = codecs();
    let [_, _, folder] = codecs();
    behind_a_header(bytes, &user, &asset, None, &folder);
}

/// The first byte says what the others are: of which type (two bits) and version (two bits), and whether a carry comes first, behind
/// its length (one bit).
fn behind_a_header(
    bytes: &[u8],
    user: &Codec<User>,
    asset: &Codec<Asset>,
    bag: Option<&Codec<Bag>>,
    folder: &Codec<Folder>,
) {
    let Some((how, rest)) = bytes.split_first() else { return };
    match (how & 3, bag) {
        (1, Some(bag)) => laws::binary(bag, &with_header(bag, *how, rest)),
        (2, _) => laws::binary(folder, &with_header(folder, *how, rest)),
        (3, _) => laws::binary(user, &with_header(user, *how, rest)),
        _ => laws::binary(asset, &with_header(asset, *how, rest)),
    }
}

fn with_header<T: Record>(codec: &Codec<T>, how: u8, rest: &[u8]) -> Vec<u8> {
    let version = Version::major((how >> 2 & 3).into());
    let mut record = [0x89, b'H', 1, codec.id, 0].to_vec();
    record.extend(shortest(version));
    let Some((length, rest)) = rest.split_first().filter(|_| how & 16 != 0) else {
        record.extend_from_slice(rest);
        return record;
    };
    let (carry, payload) = rest.split_at(rest.len().min((*length).into()));
    let carry = match std::str::from_utf8(carry) {
        Ok(text) => bound_binary::<T>(text, version, payload).unwrap_or_else(|| text.to_owned()),
        Err(_) => "{}".to_owned(),
    };
    record[4] = 2;
    record.extend(shortest_number(carry.len()));
    record.extend_from_slice(carry.as_bytes());
    record.extend_from_slice(payload);
    record
}

fn shortest_number(number: usize) -> Vec<u8> {
    let mut bytes = shortest(Version::major(u32::try_from(number).expect("a length")));
    bytes.truncate(bytes.len() - 2);
    bytes
}

pub(super) fn cbor_seeds() -> Vec<Vec<u8>> {
    let [user, _] = named_codecs();
    let [asset, _] = named_codecs();
    let [bag, _] = named_codecs();
    let [folder, _] = named_codecs();
    seeds(&user, &asset, Some(&bag), &folder)
}

pub(super) fn messagepack_seeds() -> Vec<Vec<u8>> {
    let [_, user] = named_codecs();
    let [_, asset] = named_codecs();
    let [_, bag] = named_codecs();
    let [_, folder] = named_codecs();
    seeds(&user, &asset, Some(&bag), &folder)
}

pub(super) fn postcard_seeds() -> Vec<Vec<u8>> {
    let [_, _, user] = codecs();
    let [_, _, asset] = codecs();
    let [_, _, folder] = codecs();
    seeds(&user, &asset, None, &folder)
}

fn seeds(
    user: &Codec<User>,
    asset: &Codec<Asset>,
    bag: Option<&Codec<Bag>>,
    folder: &Codec<Folder>,
) -> Vec<Vec<u8>> {
    let mut seeds = without_header(0, asset, &samples::assets());
    if let Some(bag) = bag {
        seeds.extend(without_header(1, bag, &[samples::bag()]));
    }
    seeds.extend(without_header(2, folder, &[samples::folder()]));
    seeds.extend(without_header(3, user, &[samples::user()]));
    seeds
}

/// Records of major versions, with the header in the form that these targets take.
fn without_header<T: Record>(kind: u8, codec: &Codec<T>, values: &[T]) -> Vec<Vec<u8>> {
    let short = |record: Vec<u8>| {
        let how = kind | record[5] << 2;
        if record[4] & 2 == 0 {
            return Some([&[how], &record[8..]].concat());
        }
        // A carry of more than 255 bytes is left out.
        let (length, carry) = match record[8..] {
            [length @ ..0x80, ..] => (length, 9),
            [low, 1, ..] => (low, 10),
            _ => return None,
        };
        Some([&[how | 16, length], &record[carry..]].concat())
    };
    sealed(codec, values).into_iter().filter_map(short).collect()
}

//! Sets of characters.

/// Sorted ranges of code points that neither touch nor overlap. Surrogates are in none.
pub(super) type Ranges = Vec<(u32, u32)>;

const LAST: u32 = 0x10_FFFF;

pub(super) const LINE_ENDS: &[(u32, u32)] = &[(0x0A, 0x0A), (0x0D, 0x0D), (0x2028, 0x2029)];
pub(super) const DIGITS: &[(u32, u32)] = &[(0x30, 0x39)];
pub(super) const WORD: &[(u32, u32)] = &[(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)];
pub(super) const SPACES: &[(u32, u32)] = &[
    (0x09, 0x0D),
    (0x20, 0x20),
    (0xA0, 0xA0),
    (0x1680, 0x1680),
    (0x2000, 0x200A),
    (0x2028, 0x2029),
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x3000, 0x3000),
    (0xFEFF, 0xFEFF),
];

pub(super) fn full() -> Ranges {
    vec![(0, 0xD7FF), (0xE000, LAST)]
}

pub(super) fn normal(mut ranges: Ranges) -> Ranges {
    ranges.sort_unstable();
    let mut merged: Ranges = Vec::with_capacity(ranges.len());
    for (low, high) in ranges {
        match merged.last_mut() {
            Some((_, last)) if low <= last.saturating_add(1) => *last = high.max(*last),
            _ => merged.push((low, high)),
        }
    }
    merged
}

pub(super) fn complement(ranges: &[(u32, u32)]) -> Ranges {
    let mut ranges = ranges.to_vec();
    ranges.push((0xD800, 0xDFFF));
    let mut others = Vec::new();
    let mut next = 0;
    for (low, high) in normal(ranges) {
        if next < low {
            others.push((next, low - 1));
        }
        next = high + 1;
    }
    if next <= LAST {
        others.push((next, LAST));
    }
    others
}

pub(super) fn contains(ranges: &[(u32, u32)], character: u32) -> bool {
    let after = ranges.partition_point(|(low, _)| *low <= character);
    after > 0 && ranges[after - 1].1 >= character
}

/// One character for each group that the classes do not tell apart, the most readable one of it.
pub(super) fn representatives(classes: &[Ranges]) -> Vec<char> {
    let mut starts: Vec<u32> = vec![0, 0xE000];
    for (low, high) in classes.iter().flatten() {
        starts.push(*low);
        starts.push(high + 1);
    }
    // The readable characters are groups of their own at first, so that one of them stands for the group.
    starts.extend(0x20..0x7F);
    starts.retain(|start| *start <= LAST && !(0xD800..0xE000).contains(start));
    starts.push(0xE000);
    starts.sort_unstable_by_key(|start| (readability(*start), *start));
    starts.dedup();
    let mut seen: Vec<Vec<bool>> = Vec::new();
    let mut found = Vec::new();
    for start in starts {
        let membership: Vec<bool> = classes.iter().map(|class| contains(class, start)).collect();
        if !seen.contains(&membership) {
            seen.push(membership);
            found.extend(char::from_u32(start));
        }
    }
    found
}

fn readability(character: u32) -> u8 {
    match char::from_u32(character) {
        Some('a'..='z') => 0,
        Some('0'..='9') => 1,
        Some('A'..='Z') => 2,
        Some(' '..='~') => 3,
        Some(_) => 4,
        None => 5,
    }
}

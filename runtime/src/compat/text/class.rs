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

/// A character out of a group that the classes do not tell apart.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letter {
    pub(super) character: char,
    /// Whether each character of the group is a letter.
    pub(super) is_all: bool,
    /// Whether engines differ on the character: to some, `.` finds every line end but `\n`.
    pub(super) is_doubtful: bool,
}

/// The line ends on which engines differ.
const DOUBTFUL: &[u32] = &[0x0D, 0x2028, 0x2029];

/// Groups of so few characters are listed, so that small sets of strings can be.
const LISTED: u32 = 8;

/// Letters for each group that the classes do not tell apart: all of a small group, the most readable one of a large one.
pub(super) fn letters(classes: &[Ranges]) -> Vec<Letter> {
    let mut starts: Vec<u32> = vec![0, 0xD800, 0xE000, LAST + 1];
    for (low, high) in classes.iter().flatten() {
        starts.extend([*low, high + 1]);
    }
    // The readable characters are parts of their own, so that one of them stands for the group.
    starts.extend(0x20..=0x7F);
    starts.sort_unstable();
    starts.dedup();
    let mut groups: Vec<(Vec<bool>, Ranges)> = Vec::new();
    for part in starts.windows(2) {
        let (low, high) = (part[0], part[1] - 1);
        if (0xD800..0xE000).contains(&low) {
            continue;
        }
        let membership: Vec<bool> = classes.iter().map(|class| contains(class, low)).collect();
        match groups.iter_mut().find(|(other, _)| *other == membership) {
            Some((_, ranges)) => ranges.push((low, high)),
            None => groups.push((membership, vec![(low, high)])),
        }
    }
    let has_dot = classes.contains(&complement(LINE_ENDS));
    let mut letters = Vec::new();
    for (_, ranges) in groups {
        let size: u32 = ranges.iter().map(|(low, high)| high - low + 1).sum();
        let listed: Vec<u32> = if size <= LISTED {
            ranges.iter().flat_map(|(low, high)| *low..=*high).collect()
        } else {
            let lows = ranges.iter().map(|(low, _)| *low);
            lows.min_by_key(|low| (readability(*low), *low)).into_iter().collect()
        };
        letters.extend(listed.into_iter().filter_map(char::from_u32).map(|character| Letter {
            character,
            is_all: size <= LISTED,
            is_doubtful: has_dot && DOUBTFUL.contains(&character.into()),
        }));
    }
    letters.sort_by_key(|letter| (readability(letter.character.into()), letter.character));
    letters
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

//! Strings out of a set, the shortest first.

use std::collections::{HashMap, VecDeque};

use super::class::{self, Ranges};
use super::term::{Form, Term, Terms};

/// Strings of a set, and whether there are more.
#[derive(Debug)]
pub(in crate::compat) struct Words {
    pub(in crate::compat) found: Vec<String>,
    pub(in crate::compat) end: End,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::compat) enum End {
    /// These are all.
    Complete,
    /// There may be more, nobody looked.
    More,
    /// The search was given up.
    GaveUp,
}

/// How many prefixes are looked at.
const PREFIXES: usize = 20_000;

impl Terms {
    /// Up to `count` strings of the set, the shortest first.
    pub(in crate::compat) fn words(&mut self, term: Term, count: usize) -> Words {
        if let Form::Repeat(inner, min, _) = *self.form(term)
            && matches!(self.form(inner), Form::Class(_))
            && min > 64
        {
            return self.long_words(inner, min);
        }
        let mut classes = Vec::new();
        self.classes(term, &mut classes);
        let alphabet = class::letters(&classes);
        let (mut are_all, mut is_doubtful) = (true, false);
        // A prefix is the one that it extends, and a character.
        let mut prefixes: Vec<(usize, char)> = vec![(0, ' ')];
        let mut queue = VecDeque::from([(0, term)]);
        let mut visits: HashMap<Term, usize> = HashMap::from([(term, 1)]);
        let mut found = Vec::new();
        while let Some((prefix, state)) = queue.pop_front() {
            if self.is_nullable(state) {
                found.push(spelled(&prefixes, prefix));
                if found.len() >= count {
                    return Words { found, end: End::More };
                }
            }
            for letter in &alphabet {
                let next = self.derivative(state, letter.character);
                if self.is_exhausted() || prefixes.len() > PREFIXES {
                    return Words { found, end: End::GaveUp };
                }
                if next == Self::NEVER {
                    continue;
                }
                are_all &= letter.is_all;
                if letter.is_doubtful {
                    is_doubtful = true;
                    continue;
                }
                // Each set is entered as often as strings are wanted, so that the strings differ.
                let visits = visits.entry(next).or_default();
                if *visits < count {
                    *visits += 1;
                    prefixes.push((prefix, letter.character));
                    queue.push_back((prefixes.len() - 1, next));
                } else {
                    are_all = false;
                }
            }
        }
        let end = match found.is_empty() {
            true if is_doubtful => End::GaveUp,
            false if is_doubtful || !are_all => End::More,
            _ => End::Complete,
        };
        Words { found, end }
    }

    fn long_words(&mut self, inner: Term, min: u64) -> Words {
        let Form::Class(ranges) = self.form(inner) else {
            return Words { found: Vec::new(), end: End::GaveUp };
        };
        let character = class::letters(std::slice::from_ref(ranges))
            .into_iter()
            .map(|letter| letter.character)
            .find(|character| class::contains(ranges, (*character).into()));
        match (character, usize::try_from(min)) {
            (Some(character), Ok(min)) if min <= 1 << 16 => {
                Words { found: vec![character.to_string().repeat(min)], end: End::More }
            }
            _ => Words { found: Vec::new(), end: End::GaveUp },
        }
    }

    fn classes(&self, term: Term, classes: &mut Vec<Ranges>) {
        let mut open = vec![term];
        let mut seen = std::collections::HashSet::new();
        while let Some(term) = open.pop() {
            if !seen.insert(term) {
                continue;
            }
            match self.form(term) {
                Form::Never | Form::Empty => {}
                Form::Class(ranges) => {
                    if !classes.contains(ranges) {
                        classes.push(ranges.clone());
                    }
                }
                Form::Concat(first, second) => open.extend([*first, *second]),
                Form::Or(terms) | Form::And(terms) => open.extend(terms),
                Form::Not(inner) | Form::Repeat(inner, ..) => open.push(*inner),
            }
        }
    }
}

fn spelled(prefixes: &[(usize, char)], mut prefix: usize) -> String {
    let mut characters = Vec::new();
    while prefix != 0 {
        let (before, character) = prefixes[prefix];
        characters.push(character);
        prefix = before;
    }
    characters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::{End, Terms};

    #[test]
    fn the_shortest_string_comes_first() {
        let mut terms = Terms::new();
        let id = terms.pattern("^[a-zA-Z0-9-_]+$").unwrap();
        assert_eq!(terms.words(id, 1).found, ["a"]);
        let other = terms.not(id);
        assert_eq!(terms.words(other, 2).found, ["", " "]);
    }

    #[test]
    fn a_pattern_in_another_leaves_nothing() {
        let mut terms = Terms::new();
        let narrow = terms.pattern("^(ab)+$").unwrap();
        let wide = terms.pattern("^[a-c]*$").unwrap();
        let outside = terms.not(wide);
        let none = terms.and([narrow, outside]);
        let words = terms.words(none, 1);
        assert!(words.found.is_empty());
        assert_eq!(words.end, End::Complete);
    }

    #[test]
    fn a_small_set_is_listed() {
        let mut terms = Terms::new();
        let set = terms.pattern("^([ab]|cd?)$").unwrap();
        let words = terms.words(set, 9);
        assert_eq!((words.found.len(), words.end), (4, End::Complete));
        assert_eq!(terms.words(set, 4).end, End::More);
    }

    #[test]
    fn line_ends_on_which_engines_differ_prove_nothing() {
        let mut terms = Terms::new();
        let dot = terms.pattern("^.$").unwrap();
        let one = terms.length(1, Some(1));
        let other = terms.not(dot);
        let line_end = terms.and([one, other]);
        assert_eq!(terms.words(line_end, 3).found, ["\n"]);
        let feed = terms.literal("\n");
        let feed = terms.not(feed);
        let return_alone = terms.and([line_end, feed]);
        assert_eq!(terms.words(return_alone, 1).end, End::GaveUp);
    }

    #[test]
    fn a_catastrophic_pattern_is_ordinary() {
        let mut terms = Terms::new();
        let pattern = terms.pattern("^(a+)+$").unwrap();
        let word = "a".repeat(40) + "b";
        assert_eq!(terms.matches(pattern, &word), Some(false));
    }
}

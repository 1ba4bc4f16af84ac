//! Patterns as ECMA 262 has them, read into sets of strings.

use super::class::{self, DIGITS, LINE_ENDS, Ranges, SPACES, WORD};
use super::term::{Term, Terms};

/// Longer patterns are not understood, and neither are groups in more groups than this.
const LENGTH: usize = 1000;
const DEPTH: usize = 32;
/// A counted repetition of more than this is not understood.
const TIMES: u64 = 10_000;

/// A pattern before anchors and looks are resolved.
#[derive(Debug, Clone)]
enum Part {
    Set(Term),
    Start,
    End,
    /// What follows has to begin so, or not so.
    Look(Box<Part>, bool),
    Sequence(Vec<Part>),
    Choice(Vec<Part>),
    Repeat(Box<Part>, u64, Option<u64>),
}

impl Terms {
    /// The strings in which the pattern is found, unless it is none that we understand.
    pub(in crate::compat) fn pattern(&mut self, pattern: &str) -> Option<Term> {
        if pattern.len() > LENGTH {
            return None;
        }
        let characters: Vec<char> = pattern.chars().collect();
        let mut reader = Reader { characters: &characters, place: 0, terms: self };
        let part = reader.choice(0)?;
        if reader.place < reader.characters.len() {
            return None;
        }
        let term = self.found(part)?;
        (!self.is_exhausted()).then_some(term)
    }

    fn found(&mut self, part: Part) -> Option<Term> {
        let mut all = Vec::new();
        for way in ways(part)? {
            all.push(self.way(&way)?);
        }
        Some(self.or(all))
    }

    /// One sequence without choices that hold anchors: anchors stand at its ends alone.
    fn way(&mut self, parts: &[Part]) -> Option<Term> {
        let starts = parts.iter().take_while(|part| matches!(part, Part::Start)).count();
        let ends = parts.iter().rev().take_while(|part| matches!(part, Part::End)).count();
        if starts == parts.len() {
            return Some(Self::ANY);
        }
        if ends == parts.len() {
            return Some(Self::ANY);
        }
        if starts + ends > parts.len() {
            return None;
        }
        let mut whole = if ends == 0 { Self::ANY } else { Self::EMPTY };
        for part in parts[starts..parts.len() - ends].iter().rev() {
            whole = match part {
                Part::Look(inner, ahead) => {
                    let mut seen = Vec::new();
                    for way in ways((**inner).clone())? {
                        // `$` inside of the look is the end of the string.
                        let ends = matches!(way.last(), Some(Part::End));
                        let way = Part::Sequence(way[..way.len() - usize::from(ends)].to_vec());
                        let way = self.plain(&way)?;
                        seen.push(if ends { way } else { self.concat(way, Self::ANY) });
                    }
                    let seen = self.or(seen);
                    let seen = if *ahead { seen } else { self.not(seen) };
                    self.and([seen, whole])
                }
                part => {
                    let part = self.plain(part)?;
                    self.concat(part, whole)
                }
            };
        }
        Some(if starts == 0 { self.concat(Self::ANY, whole) } else { whole })
    }

    /// A part without anchors and looks.
    fn plain(&mut self, part: &Part) -> Option<Term> {
        match part {
            Part::Set(term) => Some(*term),
            Part::Start | Part::End | Part::Look(..) => None,
            Part::Sequence(parts) => {
                let mut whole = Self::EMPTY;
                for part in parts.iter().rev() {
                    let part = self.plain(part)?;
                    whole = self.concat(part, whole);
                }
                Some(whole)
            }
            Part::Choice(parts) => {
                let parts: Option<Vec<Term>> = parts.iter().map(|part| self.plain(part)).collect();
                Some(self.or(parts?))
            }
            Part::Repeat(part, min, max) => {
                let part = self.plain(part)?;
                Some(self.repeat(part, *min, *max))
            }
        }
    }
}

fn is_plain(part: &Part) -> bool {
    match part {
        Part::Set(_) => true,
        Part::Start | Part::End | Part::Look(..) => false,
        Part::Sequence(parts) | Part::Choice(parts) => parts.iter().all(is_plain),
        Part::Repeat(part, ..) => is_plain(part),
    }
}

/// The sequences that a part stands for, with choices that hold anchors or looks multiplied out.
fn ways(part: Part) -> Option<Vec<Vec<Part>>> {
    if is_plain(&part) {
        return Some(vec![vec![part]]);
    }
    let ways = match part {
        Part::Choice(parts) => {
            let mut all = Vec::new();
            for part in parts {
                all.extend(ways(part)?);
            }
            all
        }
        Part::Sequence(parts) => {
            let mut all = vec![Vec::new()];
            for part in parts {
                let tails = ways(part)?;
                let extended = |way: Vec<Part>| {
                    tails.iter().map(move |tail| [way.clone(), tail.clone()].concat())
                };
                if all.len() * tails.len() > 64 {
                    return None;
                }
                all = all.into_iter().flat_map(extended).collect();
            }
            all
        }
        // `(^a)?` is `^a` or nothing; more often than once is for nobody.
        Part::Repeat(inner, 0, Some(1)) => {
            let mut all = ways(*inner)?;
            all.push(Vec::new());
            all
        }
        Part::Repeat(..) => return None,
        single => vec![vec![single]],
    };
    Some(ways)
}

struct Reader<'a> {
    characters: &'a [char],
    place: usize,
    terms: &'a mut Terms,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.characters.get(self.place).copied()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.place += 1;
        Some(next)
    }

    fn take(&mut self, text: &str) -> bool {
        let wanted = text.chars().count();
        let there = self.characters[self.place..].iter().copied().take(wanted).eq(text.chars());
        if there {
            self.place += wanted;
        }
        there
    }

    fn choice(&mut self, depth: usize) -> Option<Part> {
        if depth > DEPTH {
            return None;
        }
        let mut parts = vec![self.sequence(depth)?];
        while self.take("|") {
            parts.push(self.sequence(depth)?);
        }
        Some(if parts.len() == 1 { parts.remove(0) } else { Part::Choice(parts) })
    }

    fn sequence(&mut self, depth: usize) -> Option<Part> {
        let mut parts = Vec::new();
        while let Some(next) = self.peek() {
            if next == '|' || next == ')' {
                break;
            }
            let part = self.atom(depth)?;
            parts.push(self.repeated(part)?);
        }
        Some(Part::Sequence(parts))
    }

    fn atom(&mut self, depth: usize) -> Option<Part> {
        match self.next()? {
            '^' => Some(Part::Start),
            '$' => Some(Part::End),
            '.' => Some(self.set(class::complement(LINE_ENDS))),
            '[' => {
                let ranges = self.class()?;
                Some(self.set(ranges))
            }
            '(' => {
                let look = if self.take("?=") {
                    Some(true)
                } else if self.take("?!") {
                    Some(false)
                } else {
                    None
                };
                if look.is_none() && !self.take("?:") && self.take("?") {
                    self.group_name()?;
                }
                let inner = self.choice(depth + 1)?;
                if !self.take(")") {
                    return None;
                }
                Some(match look {
                    Some(ahead) => Part::Look(Box::new(inner), ahead),
                    None => inner,
                })
            }
            '\\' => {
                let ranges = self.escape(false)?;
                Some(self.set(ranges))
            }
            '*' | '+' | '?' | ')' | '{' => None,
            // `]` and `}` alone stand for themselves in most engines.
            other => Some(self.set(vec![(other.into(), other.into())])),
        }
    }

    fn set(&mut self, ranges: Ranges) -> Part {
        Part::Set(self.terms.class(ranges))
    }

    /// `<name>` of a group; looking behind is not understood.
    fn group_name(&mut self) -> Option<()> {
        if !self.take("<") || matches!(self.peek(), Some('=' | '!')) {
            return None;
        }
        while self.next()? != '>' {}
        Some(())
    }

    fn repeated(&mut self, part: Part) -> Option<Part> {
        let (min, max) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                self.place += 1;
                let min = self.number()?;
                let max = if self.take(",") {
                    if self.peek() == Some('}') { None } else { Some(self.number()?) }
                } else {
                    Some(min)
                };
                if self.peek() != Some('}') || max.is_some_and(|max| max < min) {
                    return None;
                }
                (min, max)
            }
            _ => return Some(part),
        };
        self.place += 1;
        self.take("?"); // which match is found does not matter, only whether one is
        if matches!(self.peek(), Some('*' | '+' | '?' | '{')) {
            return None;
        }
        Some(Part::Repeat(Box::new(part), min, max))
    }

    fn number(&mut self) -> Option<u64> {
        let mut digits = String::new();
        while let Some(digit) = self.peek().filter(char::is_ascii_digit) {
            digits.push(digit);
            self.place += 1;
        }
        digits.parse().ok().filter(|number| *number <= TIMES)
    }

    fn class(&mut self) -> Option<Ranges> {
        let negated = self.take("^");
        let mut ranges = Vec::new();
        loop {
            let low = match self.next()? {
                ']' => break,
                // Engines differ on classes in classes and on `&&`, `--` and `~~`.
                '[' => return None,
                '\\' => self.escape(true)?,
                other => {
                    if matches!(other, '&' | '~' | '-') && self.peek() == Some(other) {
                        return None;
                    }
                    vec![(other.into(), other.into())]
                }
            };
            let ([(first, last)], Some('-')) = (low.as_slice(), self.peek()) else {
                ranges.extend(low);
                continue;
            };
            if first != last || matches!(self.characters.get(self.place + 1), None | Some(']')) {
                ranges.extend(low);
                continue;
            }
            self.place += 1;
            let high = match self.next()? {
                '\\' => self.escape(true)?,
                '[' => return None,
                other => vec![(other.into(), other.into())],
            };
            match high.as_slice() {
                [(high, end)] if high == end && first <= high => ranges.push((*first, *high)),
                _ => return None,
            }
        }
        let ranges = class::normal(ranges);
        Some(if negated { class::complement(&ranges) } else { ranges })
    }

    fn escape(&mut self, in_class: bool) -> Option<Ranges> {
        let single = |character: char| Some(vec![(character.into(), character.into())]);
        match self.next()? {
            'd' => Some(DIGITS.to_vec()),
            'D' => Some(class::complement(DIGITS)),
            'w' => Some(WORD.to_vec()),
            'W' => Some(class::complement(WORD)),
            's' => Some(SPACES.to_vec()),
            'S' => Some(class::complement(SPACES)),
            't' => single('\t'),
            'n' => single('\n'),
            'r' => single('\r'),
            'f' => single('\u{c}'),
            'v' => single('\u{b}'),
            'b' if in_class => single('\u{8}'),
            '0' if !self.peek().is_some_and(|next| next.is_ascii_digit()) => single('\0'),
            'x' => self.code(2),
            'u' if self.take("{") => {
                let mut digits = String::new();
                loop {
                    match self.next()? {
                        '}' => break,
                        digit => digits.push(digit),
                    }
                }
                single(char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?)
            }
            'u' => self.code(4),
            'c' => {
                let letter = self.next().filter(char::is_ascii_alphabetic)?;
                single(char::from_u32(u32::from(letter) % 32)?)
            }
            other if !other.is_alphanumeric() => single(other),
            // Back references, word boundaries, properties of characters.
            _ => None,
        }
    }

    fn code(&mut self, length: usize) -> Option<Ranges> {
        let mut digits = String::new();
        for _ in 0..length {
            digits.push(self.next()?);
        }
        let character = char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?;
        Some(vec![(character.into(), character.into())])
    }
}

#[cfg(test)]
mod tests {
    use super::Terms;

    #[track_caller]
    fn finds(pattern: &str, inside: &[&str], outside: &[&str]) {
        let mut terms = Terms::new();
        let term = terms.pattern(pattern).unwrap();
        for text in inside {
            assert_eq!(terms.matches(term, text), Some(true), "{pattern} {text}");
        }
        for text in outside {
            assert_eq!(terms.matches(term, text), Some(false), "{pattern} {text}");
        }
    }

    #[test]
    fn a_pattern_is_found_anywhere_unless_anchored() {
        finds("b", &["abc", "b"], &["", "ac"]);
        finds("^b|c$", &["bx", "xc", "b"], &["ab", "ca"]);
        finds("(^|,)x($|,)", &["x", "a,x,b", "x,"], &["ax", "xa"]);
        finds("^$", &[""], &["a"]);
        finds("", &["", "a"], &[]);
        finds("^", &["", "a"], &[]);
    }

    #[test]
    fn looks_ahead_are_understood() {
        finds("^(?!x-)[a-z-]+$", &["a", "y-a"], &["x-a", ""]);
        finds("^(?=.*\\d)(?=.*[a-z]).{3,}$", &["a1b", "11a"], &["abc", "a1"]);
        finds("^(?!foo$)", &["foob", "fo"], &["foo"]);
    }

    #[test]
    fn classes_counts_and_escapes() {
        finds("^\\d{3}-\\w{1,2}$", &["123-a_"], &["12-a", "123-abc"]);
        finds("^[^,]+$", &["a b"], &["", "a,b"]);
        finds("^\\u0041\\x42\\/\\.$", &["AB/."], &["AB/x"]);
        finds("^[\\w.+-]+$", &["a.b+c-d"], &["a@b"]);
    }

    #[test]
    fn what_is_not_regular_is_not_understood() {
        for pattern in ["(a)\\1", "\\bword", "(?<=a)b", "a**", "(", "[", "x{2,1}", "\\p{L}"] {
            assert!(Terms::new().pattern(pattern).is_none(), "{pattern}");
        }
    }
}

//! Regular expressions with intersection and complement, each kept once.

use std::collections::HashMap;

use super::class::{self, Ranges};

/// A set of strings, by its place among the [`Terms`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::compat) struct Term(u32);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Form {
    Never,
    /// The empty string.
    Empty,
    Class(Ranges),
    Concat(Term, Term),
    /// Sorted, without nested ones.
    Or(Vec<Term>),
    And(Vec<Term>),
    Not(Term),
    Repeat(Term, u64, Option<u64>),
}

/// All terms, and what was found out about them.
#[derive(Debug)]
pub(in crate::compat) struct Terms {
    forms: Vec<Form>,
    places: HashMap<Form, Term>,
    nullable: Vec<bool>,
    derivatives: HashMap<(Term, char), Term>,
    /// How many terms may still be made. When none may, answers are "do not know".
    left: u32,
}

/// More than a schema of ordinary size needs by far.
const TERMS: u32 = 60_000;

impl Terms {
    /// No string.
    pub(in crate::compat) const NEVER: Term = Term(0);
    pub(super) const EMPTY: Term = Term(1);
    /// Every string.
    pub(in crate::compat) const ANY: Term = Term(3);

    pub(in crate::compat) fn new() -> Self {
        let mut terms = Self {
            forms: Vec::new(),
            places: HashMap::new(),
            nullable: Vec::new(),
            derivatives: HashMap::new(),
            left: TERMS,
        };
        terms.add(Form::Never);
        terms.add(Form::Empty);
        let character = terms.add(Form::Class(class::full()));
        terms.add(Form::Repeat(character, 0, None));
        terms
    }

    /// Whether the room for terms is used up, so that a term may stand for less than it should.
    pub(in crate::compat) fn is_exhausted(&self) -> bool {
        self.left == 0
    }

    pub(super) fn form(&self, term: Term) -> &Form {
        &self.forms[term.0 as usize]
    }

    pub(super) fn is_nullable(&self, term: Term) -> bool {
        self.nullable[term.0 as usize]
    }

    fn add(&mut self, form: Form) -> Term {
        if let Some(term) = self.places.get(&form) {
            return *term;
        }
        if self.left == 0 {
            return Self::NEVER;
        }
        self.left -= 1;
        let nullable = match &form {
            Form::Never | Form::Class(_) => false,
            Form::Empty => true,
            Form::Concat(first, second) => self.is_nullable(*first) && self.is_nullable(*second),
            Form::Or(terms) => terms.iter().any(|term| self.is_nullable(*term)),
            Form::And(terms) => terms.iter().all(|term| self.is_nullable(*term)),
            Form::Not(term) => !self.is_nullable(*term),
            Form::Repeat(term, min, _) => *min == 0 || self.is_nullable(*term),
        };
        let term = Term(u32::try_from(self.forms.len()).expect("fewer terms than the budget"));
        self.forms.push(form.clone());
        self.nullable.push(nullable);
        self.places.insert(form, term);
        term
    }

    pub(super) fn class(&mut self, ranges: Ranges) -> Term {
        if ranges.is_empty() { Self::NEVER } else { self.add(Form::Class(ranges)) }
    }

    pub(in crate::compat) fn literal(&mut self, text: &str) -> Term {
        let mut whole = Self::EMPTY;
        for character in text.chars().rev() {
            let character = self.class(vec![(character.into(), character.into())]);
            whole = self.concat(character, whole);
        }
        whole
    }

    /// The strings of so many characters.
    pub(in crate::compat) fn length(&mut self, min: u64, max: Option<u64>) -> Term {
        let character = self.class(class::full());
        self.repeat(character, min, max)
    }

    pub(super) fn concat(&mut self, first: Term, second: Term) -> Term {
        if first == Self::NEVER || second == Self::NEVER {
            return Self::NEVER;
        }
        if first == Self::EMPTY {
            return second;
        }
        if second == Self::EMPTY || (first == Self::ANY && second == Self::ANY) {
            return first;
        }
        if let Form::Concat(head, tail) = *self.form(first) {
            let tail = self.concat(tail, second);
            return self.concat(head, tail);
        }
        self.add(Form::Concat(first, second))
    }

    pub(super) fn repeat(&mut self, term: Term, min: u64, max: Option<u64>) -> Term {
        match (min, max) {
            (_, Some(max)) if max < min => return Self::NEVER,
            (_, Some(0)) => return Self::EMPTY,
            (1, Some(1)) => return term,
            _ => {}
        }
        match *self.form(term) {
            Form::Never if min == 0 => Self::EMPTY,
            Form::Never => Self::NEVER,
            Form::Empty | Form::Repeat(_, 0, None) => term,
            _ => self.add(Form::Repeat(term, min, max)),
        }
    }

    pub(in crate::compat) fn or(&mut self, terms: impl IntoIterator<Item = Term>) -> Term {
        let mut flat = Vec::new();
        for term in terms {
            match self.form(term) {
                Form::Never => {}
                Form::Or(inner) => flat.extend(inner),
                _ => flat.push(term),
            }
        }
        flat.sort_unstable();
        flat.dedup();
        if flat.contains(&Self::ANY) {
            return Self::ANY;
        }
        match flat.as_slice() {
            [] => Self::NEVER,
            [one] => *one,
            _ => self.add(Form::Or(flat)),
        }
    }

    pub(in crate::compat) fn and(&mut self, terms: impl IntoIterator<Item = Term>) -> Term {
        let mut flat = Vec::new();
        for term in terms {
            match self.form(term) {
                Form::And(inner) => flat.extend(inner),
                _ if term == Self::ANY => {}
                _ => flat.push(term),
            }
        }
        flat.sort_unstable();
        flat.dedup();
        let opposed = |term: &Term| match self.form(*term) {
            Form::Never => true,
            Form::Not(inner) => flat.binary_search(inner).is_ok(),
            _ => false,
        };
        if flat.iter().any(opposed) {
            return Self::NEVER;
        }
        match flat.as_slice() {
            [] => Self::ANY,
            [one] => *one,
            _ => self.add(Form::And(flat)),
        }
    }

    pub(in crate::compat) fn not(&mut self, term: Term) -> Term {
        match *self.form(term) {
            Form::Not(inner) => inner,
            Form::Never => Self::ANY,
            _ if term == Self::ANY => Self::NEVER,
            _ => self.add(Form::Not(term)),
        }
    }

    /// The strings of the set that begin with the character, without it.
    pub(super) fn derivative(&mut self, term: Term, character: char) -> Term {
        if let Some(known) = self.derivatives.get(&(term, character)) {
            return *known;
        }
        let derivative = match self.form(term).clone() {
            Form::Class(ranges) if class::contains(&ranges, character.into()) => Self::EMPTY,
            Form::Never | Form::Empty | Form::Class(_) => Self::NEVER,
            Form::Concat(first, second) => {
                let inside = self.derivative(first, character);
                let inside = self.concat(inside, second);
                if self.is_nullable(first) {
                    let past = self.derivative(second, character);
                    self.or([inside, past])
                } else {
                    inside
                }
            }
            Form::Or(terms) => {
                let terms: Vec<Term> =
                    terms.into_iter().map(|term| self.derivative(term, character)).collect();
                self.or(terms)
            }
            Form::And(terms) => {
                let terms: Vec<Term> =
                    terms.into_iter().map(|term| self.derivative(term, character)).collect();
                self.and(terms)
            }
            Form::Not(inner) => {
                let inner = self.derivative(inner, character);
                self.not(inner)
            }
            Form::Repeat(inner, min, max) => {
                let first = self.derivative(inner, character);
                let rest =
                    self.repeat(inner, min.saturating_sub(1), max.map(|max| max.saturating_sub(1)));
                self.concat(first, rest)
            }
        };
        self.derivatives.insert((term, character), derivative);
        derivative
    }

    /// Whether a string is in the set; `None` where the room for terms is used up.
    pub(in crate::compat) fn matches(&mut self, term: Term, text: &str) -> Option<bool> {
        let mut state = term;
        for character in text.chars() {
            state = self.derivative(state, character);
        }
        (!self.is_exhausted()).then(|| self.is_nullable(state))
    }
}

#[cfg(test)]
mod tests {
    use super::Terms;

    #[test]
    fn a_set_and_its_complement_have_nothing_in_common() {
        let mut terms = Terms::new();
        let word = terms.pattern("^[a-z]+$").unwrap();
        let other = terms.not(word);
        assert_eq!(terms.and([word, other]), Terms::NEVER);
        assert_eq!(terms.matches(word, "abc"), Some(true));
        assert_eq!(terms.matches(other, "abc"), Some(false));
        assert_eq!(terms.matches(other, "ab1"), Some(true));
    }
}

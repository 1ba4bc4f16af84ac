//! A value with the word that gave it; a second one is reported here.

use std::fmt::Display;

use syn::Ident;

use crate::diag::Diagnostics;

pub(crate) struct Slot<T>(Option<(Ident, T)>);

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Slot<T> {
    pub(crate) fn set(&mut self, word: &Ident, value: T, diag: &mut Diagnostics) {
        match &self.0 {
            None => self.0 = Some((word.clone(), value)),
            Some((first, _)) if first == word => {
                diag.error(word, format_args!("`{word}` is written twice"));
            }
            Some((first, _)) => {
                diag.error(word, format_args!("`{first}` and `{word}` exclude each other"));
            }
        }
    }

    pub(crate) fn take(&mut self) -> Option<T> {
        self.0.take().map(|(_, value)| value)
    }

    pub(crate) fn value(&self) -> Option<&T> {
        self.0.as_ref().map(|(_, value)| value)
    }

    /// The word, to point at.
    pub(crate) fn word(&self) -> Option<&Ident> {
        self.0.as_ref().map(|(word, _)| word)
    }

    pub(crate) fn is_set(&self) -> bool {
        self.0.is_some()
    }

    /// Reports the word, if it is there.
    pub(crate) fn refuse(&self, text: impl Display, diag: &mut Diagnostics) {
        if let Some(word) = self.word() {
            diag.error(word, text);
        }
    }
}

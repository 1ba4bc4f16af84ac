//! All problems of one type, reported in one go.

use std::fmt::Display;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::Error;

/// Collects problems. Must be emptied with [`finish`](Diagnostics::finish).
#[derive(Default)]
pub(crate) struct Diagnostics {
    errors: Vec<Error>,
    finished: bool,
}

impl Diagnostics {
    /// Reports a problem on the given tokens. The text is one line, then `help:` lines.
    pub(crate) fn error(&mut self, at: impl ToTokens, text: impl Display) {
        self.errors.push(Error::new_spanned(at, text));
    }

    /// Keeps the problem of a `Result`, if it holds one.
    pub(crate) fn keep<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.errors.push(error)).ok()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// How many problems there are so far, to tell whether a part of the input had any.
    pub(crate) fn count(&self) -> usize {
        self.errors.len()
    }

    /// Leaves the problems to a later pass over the same tokens, which will find them again.
    pub(crate) fn leave_to_later_pass(mut self) {
        self.finished = true;
    }

    /// The problems as `compile_error!` calls, in the order in which they were reported.
    pub(crate) fn finish(mut self) -> TokenStream {
        self.finished = true;
        self.errors.iter().map(Error::to_compile_error).collect()
    }
}

impl Drop for Diagnostics {
    fn drop(&mut self) {
        // A forgotten problem would let a wrong type compile.
        assert!(self.finished || std::thread::panicking(), "the problems were never reported");
    }
}

//! One source file.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use proc_macro2::Span;
use syn::spanned::Spanned;

use crate::error::{Place, Problem, Result};

/// A source file, and where its syntax lies in its text.
#[derive(Debug)]
pub struct SourceFile {
    /// Where it is.
    pub path: PathBuf,
    /// All of it.
    pub text: String,
    /// What stands before the part that syn has counted: a byte order mark, and a `#!` line.
    shift: usize,
}

impl SourceFile {
    /// Reads and parses a file.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or is no Rust.
    pub fn read(path: &Path) -> Result<(Self, syn::File)> {
        let text = fs::read_to_string(path)
            .map_err(|source| Problem::Read { path: path.to_owned(), source })?;
        Self::parse(path, text)
    }

    /// Parses the text of a file.
    ///
    /// # Errors
    ///
    /// When it is no Rust.
    pub fn parse(path: &Path, text: String) -> Result<(Self, syn::File)> {
        let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let syntax = syn::parse_file(&text[mark..]).map_err(|source| {
            let line = source.span().start().line;
            Problem::Syntax { place: Place { path: path.to_owned(), line }, source }
        })?;
        let shift = mark + syntax.shebang.as_ref().map_or(0, String::len);
        Ok((Self { path: path.to_owned(), text, shift }, syntax))
    }

    /// Where a piece of syntax of this file lies in its text.
    pub fn range(&self, syntax: &(impl Spanned + ?Sized)) -> Range<usize> {
        self.range_of(syntax.span())
    }

    /// Where a span of this file lies in its text.
    pub fn range_of(&self, span: Span) -> Range<usize> {
        let range = span.byte_range();
        range.start + self.shift..range.end + self.shift
    }

    /// The text of a piece of syntax.
    pub fn slice(&self, range: Range<usize>) -> &str {
        &self.text[range]
    }

    /// The place of a position, for people.
    pub fn place(&self, at: usize) -> Place {
        let line = self.text[..at].matches('\n').count() + 1;
        Place { path: self.path.clone(), line }
    }

    /// The blanks with which the line of a position begins.
    pub fn indent(&self, at: usize) -> &str {
        let start = self.line_start(at);
        let line = &self.text[start..];
        &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
    }

    /// Where the line of a position begins.
    pub fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |end| end + 1)
    }

    /// Where the line of a position ends, in front of what ends it.
    pub fn line_end(&self, at: usize) -> usize {
        let next = self.next_line(at);
        let line = &self.text[at..next];
        next - (line.len() - line.trim_end_matches(['\r', '\n']).len())
    }

    /// Where the line after that of a position begins.
    pub fn next_line(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |length| at + length + 1)
    }
}

use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "note", version = 1)]
pub struct NoteV1 {
    pub text: String,
}

/// What a person wrote down.
#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = NoteV1, drop(text, default_with = joined))]
pub struct Note {
    #[migrate(default_with = |old| old.text.lines().map(str::to_owned).collect::<Vec<_>>())]
    pub lines: Vec<String>,
    #[migrate(default)]
    pub replies: Vec<Note>,
}

fn joined(note: &Note) -> String {
    note.lines.join("\n")
}

impl Note {
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.replies.is_empty()
    }
}

pub fn is_empty(note: &Note) -> bool {
    note.is_empty()
}

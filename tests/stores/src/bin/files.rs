//! Writes users of a directory until it is done or killed.
//!
//! `files DIRECTORY WRITER EDITS`: adds the tags `WRITER-0`, `WRITER-1`, … to the users 1 to 3 in turn, and prints each that is stored.

use std::env;
use std::error::Error;
use std::io::Write;

use heirloom::store::{Collection, Directory};
use heirloom_tests::user::User;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [directory, writer, edits] = &*arguments else {
        return Err("DIRECTORY WRITER EDITS".into());
    };
    let users = Collection::<User, _>::new(Directory::<i64>::open(directory)?);
    let mut out = std::io::stdout();
    for edit in 0..edits.parse()? {
        let (key, tag): (i64, _) = (1 + edit % 3, format!("{writer}-{edit}"));
        users.update(key, |user| user.tags.push(tag.clone()))?.ok_or("no such user")?;
        writeln!(out, "{key} {tag}")?;
        out.flush()?;
    }
    Ok(())
}

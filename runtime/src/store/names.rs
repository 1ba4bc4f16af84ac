//! The names that stand in a user's `table!`.

#[cfg(not(any(feature = "diesel-sqlite", feature = "diesel-postgres")))]
use diesel::mysql::Mysql as AnyDatabase;
#[cfg(all(feature = "diesel-postgres", not(feature = "diesel-sqlite")))]
use diesel::pg::Pg as AnyDatabase;
use diesel::query_builder::QueryFragment;
#[cfg(feature = "diesel-sqlite")]
use diesel::sqlite::Sqlite as AnyDatabase;

use crate::store::backend::Database;

/// A column whose table has a name.
pub trait Names {
    fn schema_and_table(self) -> (Option<String>, String);
}

impl<K: QueryFragment<AnyDatabase>> Names for K {
    /// diesel gives the name of a table as SQL alone: "`schema`.`table`.`column`", quotes inside doubled.
    fn schema_and_table(self) -> (Option<String>, String) {
        let sql = diesel::debug_query::<AnyDatabase, _>(&self).to_string();
        let mut names = identifiers(&sql);
        names.pop(); // the column
        let table = names.pop().unwrap_or_default();
        (names.pop(), table)
    }
}

/// The quoted names at the beginning, up to anything but a point.
fn identifiers(sql: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = sql;
    let quote = AnyDatabase::QUOTE;
    while let Some(quoted) = rest.strip_prefix(quote) {
        let mut name = String::new();
        let mut chars = quoted.char_indices().peekable();
        rest = "";
        while let Some((at, char)) = chars.next() {
            match char {
                char if char == quote && chars.next_if(|(_, next)| *next == quote).is_some() => {
                    name.push(quote);
                }
                char if char == quote => {
                    rest = quoted[at + 1..].strip_prefix('.').unwrap_or_default();
                    break;
                }
                _ => name.push(char),
            }
        }
        names.push(name);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    diesel::table! {
        #[sql_name = "order `by`. x"]
        plain (id) {
            #[sql_name = "select"]
            id -> Integer,
        }
    }

    diesel::table! {
        archive.users (id) {
            id -> Integer,
        }
    }

    #[test]
    fn names_are_found_whatever_they_hold() {
        assert_eq!(plain::id.schema_and_table(), (None, "order `by`. x".to_owned()));
        let archived = (Some("archive".to_owned()), "users".to_owned());
        assert_eq!(users::id.schema_and_table(), archived);
    }
}

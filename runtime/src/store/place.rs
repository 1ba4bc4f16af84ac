//! Which column of which table holds records.

use diesel::Column;
use diesel::sql_types::{BigInt, Binary, Integer, Json, Jsonb, Nullable, Text};

use crate::store::Names;
use crate::store::keys::{KeyColumn, Keys};
use crate::store::kind::KeyType;

/// A column that holds records, and the columns by which its rows are found.
#[derive(Debug, Clone)]
pub struct Place {
    pub(crate) schema: Option<String>,
    pub(crate) table: String,
    /// The column by which rows are found; the first of them.
    pub(crate) key: KeyColumn,
    /// The others, where a row has its name from several.
    pub(crate) further: Vec<KeyColumn>,
    pub(crate) document: &'static str,
    pub(crate) form: Form,
    /// The column of the carry, where it has one.
    pub(crate) carry: Option<CarryColumn>,
    /// The column of the version, where it has one.
    pub(crate) version: Option<&'static str>,
    /// The column of the token, where there is one.
    pub(crate) token: Option<&'static str>,
    /// The collation in which keys are unique, where a survey of the table found it.
    pub(crate) collation: Option<String>,
}

impl Place {
    /// The place that two columns of one table name.
    pub(crate) fn of<K, D>(key: K, _document: D) -> Self
    where
        K: Column<SqlType: KeyType> + Names,
        D: Column<Table = K::Table, SqlType: DocumentType>,
    {
        Self::keyed::<K, D>(key.schema_and_table())
    }

    /// The place that columns of a table name.
    pub(crate) fn keyed<K, D>((schema, table): (Option<String>, String)) -> Self
    where
        K: Keys,
        D: Column<Table = K::Table, SqlType: DocumentType>,
    {
        let mut columns = K::columns();
        let key = columns.remove(0);
        Self {
            schema,
            table,
            key,
            further: columns,
            document: D::NAME,
            form: D::SqlType::FORM,
            carry: None,
            version: None,
            token: None,
            collation: None,
        }
    }

    /// The columns by which rows are found.
    pub(crate) fn keys(&self) -> impl Iterator<Item = KeyColumn> + '_ {
        [self.key].into_iter().chain(self.further.iter().copied())
    }

    /// The number of columns of a row that are read.
    pub(crate) fn width(&self) -> usize {
        let beside = [self.carry.is_some(), self.version.is_some(), self.token.is_some()];
        2 + self.further.len() + beside.into_iter().filter(|there| *there).count()
    }
}

/// The column that holds carries.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CarryColumn {
    pub(crate) name: &'static str,
    pub(crate) form: Form,
}

impl CarryColumn {
    pub(crate) fn of<D: Column<SqlType: CarryType>>() -> Self {
        Self { name: D::NAME, form: D::SqlType::FORM }
    }
}

/// A column type that can hold the version of a record: its major.
#[diagnostic::on_unimplemented(
    message = "a column of type `{Self}` cannot hold the version of a record",
    note = "it is of type `Integer` or `BigInt`, nullable or not"
)]
pub trait VersionType {}

impl VersionType for Integer {}
impl VersionType for BigInt {}
impl<ST: VersionType> VersionType for Nullable<ST> {}

/// A column type that can hold the token of a row.
#[diagnostic::on_unimplemented(
    message = "a column of type `{Self}` cannot hold the token of a row",
    note = "it is of type `Integer` or `BigInt`, and `NOT NULL`"
)]
pub trait TokenType {}

impl TokenType for Integer {}
impl TokenType for BigInt {}

/// How a column type holds JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// As text: `Text`.
    Text,
    /// As JSON that is kept as text: `Json`.
    Json,
    /// As the bytes of the text: `Binary`.
    Bytes,
    /// In the database's own binary format: `Jsonb`.
    Jsonb,
}

/// A column type that can hold records.
#[diagnostic::on_unimplemented(
    message = "a column of type `{Self}` cannot hold records",
    note = "records are kept in columns of type `Text`, `Binary`, `Json` or `Jsonb`, nullable or not"
)]
pub trait DocumentType {
    #[doc(hidden)]
    const FORM: Form;
}

impl DocumentType for Text {
    const FORM: Form = Form::Text;
}

impl DocumentType for Json {
    const FORM: Form = Form::Json;
}

impl DocumentType for Binary {
    const FORM: Form = Form::Bytes;
}

impl DocumentType for Jsonb {
    const FORM: Form = Form::Jsonb;
}

impl<ST: DocumentType> DocumentType for Nullable<ST> {
    const FORM: Form = ST::FORM;
}

/// A column type that can hold the carry of a record, which most records do not have.
#[diagnostic::on_unimplemented(
    message = "a column of type `{Self}` cannot hold the carry of a record",
    note = "most records have none: the column is `Nullable` of `Text`, `Binary`, `Json` or `Jsonb`"
)]
pub trait CarryType: DocumentType {}

impl<ST: DocumentType> CarryType for Nullable<ST> {}

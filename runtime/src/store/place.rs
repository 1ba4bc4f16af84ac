//! Which column of which table holds records.

use diesel::Column;
use diesel::sql_types::{Binary, Json, Jsonb, Nullable, Text};

use crate::store::Names;
use crate::store::kind::{KeyForm, KeyType};

/// A column that holds records, and the column by which its rows are found.
#[derive(Debug, Clone)]
pub struct Place {
    pub(crate) schema: Option<String>,
    pub(crate) table: String,
    pub(crate) key: &'static str,
    pub(crate) key_form: KeyForm,
    pub(crate) document: &'static str,
    pub(crate) form: Form,
    /// The column of the carry, where it has one.
    pub(crate) carry: Option<CarryColumn>,
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
        let (schema, table) = key.schema_and_table();
        Self {
            schema,
            table,
            key: K::NAME,
            key_form: K::SqlType::FORM,
            document: D::NAME,
            form: D::SqlType::FORM,
            carry: None,
            collation: None,
        }
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

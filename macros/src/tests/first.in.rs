#[migrate(entity = "user", version = 1, untagged)]
pub struct User {
    pub name: String,
    pub fax: String,
}

#[migrate(entity = "user", version = 1)]
pub struct UserV1 {
    pub name: String,
    pub fax: String,
    pub port: u8,
    pub items: Vec<ItemV1>,
    pub id: String,
}

#[migrate(from = v1::UserV1, drop(fax = "none"))]
pub struct User {
    #[migrate(from = name)]
    pub full_name: String,
    #[migrate(into)]
    pub port: u16,
    #[migrate(nested)]
    pub items: Vec<Item>,
    #[migrate(try_up = parse, down = |id| id.to_string())]
    pub id: u64,
    #[migrate(default)]
    pub tags: Vec<String>,
    #[migrate(default_with = initials)]
    pub initials: String,
}

use heirloom::Migrate;

#[derive(Migrate)]
#[migrate(entity = "user", version = 1)]
union User {
    name: u32,
    id: i32,
}

fn main() {}

//! What the tests stand on: a database each, the application in the same process, people, and situations.

pub mod app;
pub mod call;
pub mod database;
pub mod figures;
pub mod folder;
pub mod given;
pub mod machine;
pub mod persona;
pub mod program;
pub mod template;

pub use app::TestApp;
pub use call::Answered;
pub use given::answers;
pub use persona::Persona;

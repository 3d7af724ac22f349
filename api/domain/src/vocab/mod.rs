//! The words the forms are made of: NHS numbers, postcodes, ages, contact details, dates that are known in part,
//! clean text and London time.

pub mod age;
pub(crate) mod coded;
pub mod contact;
pub mod fold;
pub mod local_time;
pub mod nhs_number;
pub mod partial_date;
pub mod postcode;
pub mod text;

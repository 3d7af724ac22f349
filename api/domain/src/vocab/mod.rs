//! The words the forms are made of: NHS numbers, postcodes, ages, contact details, clean text and London time.

pub mod age;
pub mod contact;
pub mod fold;
pub mod local_time;
pub mod nhs_number;
pub mod postcode;
pub mod text;

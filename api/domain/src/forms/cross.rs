//! Rules between answers: what one date, time or number says about another.
//!
//! Each rule is silent when one of its answers is missing, not known or already refused.

use super::answers::AnswerSet;
use super::error::{Errors, FieldCode};
use super::validate::Context;
use crate::vocab::age::is_under_18_on;
use chrono::{NaiveDate, NaiveDateTime};

/// Checks every rule between answers.
pub(super) fn check(answers: &AnswerSet, context: &Context, errors: &mut Errors) {
    let born = answers.date("date_of_birth");
    let died = answers.date("date_of_death");
    if let (Some(born), Some(died)) = (born, died) {
        birth_and_death(answers, born, died, errors);
    }
    if let Some(died) = died {
        around_death(answers, died, context, errors);
    }
    if let (Some(born), Some(time)) = (born, answers.time("time_of_birth"))
        && born.and_time(time) > context.now
    {
        errors.push("/answers/time_of_birth", FieldCode::DateInFuture, "Time of birth must be in the past");
    }
    if answers.number("gestation_weeks") == Some(45) && answers.number("gestation_days").is_some_and(|days| days > 0) {
        let message = "The pregnancy must be between 16 weeks and 45 weeks exactly. Check the weeks and days";
        errors.push("/answers/gestation_days", FieldCode::OutOfRange, message);
    }
    if let (Some(order), Some(number)) = (answers.number("multiple_order"), answers.number("multiple_number"))
        && order > number
    {
        let message = format!("The birth order must be between 1 and {number}, the number of babies");
        errors.push("/answers/multiple_order", FieldCode::OutOfRange, message);
    }
}

fn birth_and_death(answers: &AnswerSet, born: NaiveDate, died: NaiveDate, errors: &mut Errors) {
    if died < born {
        let message = "Date of death must be the same as or after the date of birth. Check both dates";
        errors.push("/answers/date_of_death", FieldCode::BeforeBirth, message);
        return;
    }
    if !is_under_18_on(born, died) {
        let message = "The review is for children who died before their 18th birthday. Check both dates";
        errors.push("/answers/date_of_death", FieldCode::NotUnder18, message);
    }
    if let (Some(birth), Some(death)) = (answers.time("time_of_birth"), answers.time("time_of_death"))
        && born == died
        && death < birth
    {
        let message = "Time of death must be the same as or after the time of birth. Check both times";
        errors.push("/answers/time_of_death", FieldCode::BeforeBirth, message);
    }
}

fn around_death(answers: &AnswerSet, died: NaiveDate, context: &Context, errors: &mut Errors) {
    let time = answers.time("time_of_death");
    if time.is_some_and(|time| died.and_time(time) > context.now) {
        errors.push("/answers/time_of_death", FieldCode::DateInFuture, "Time of death must be in the past");
    }
    // Without a time of death, any time on that day may be before it.
    let after_death = |at: NaiveDateTime| at.date() > died || time.is_some_and(|time| at > died.and_time(time));
    if answers.datetime("event_datetime").is_some_and(after_death) {
        let message = "The event must be at or before the time of death. Check the dates and times";
        errors.push("/answers/event_datetime", FieldCode::OutOfRange, message);
    }
    if answers.datetime("death_verified_at").is_some_and(|at| at.date() < died) {
        let message = "Death must be confirmed on or after the date of death. Check both dates";
        errors.push("/answers/death_verified_at", FieldCode::OutOfRange, message);
    }
}

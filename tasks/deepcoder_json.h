// Tasks of ExeDec's DeepCoder data sets: JSON lines with examples as text.
//
//   {"index": 0, "inputs": ["x0 = 1 | x1 = [ 0 2 4 ]", ...], "outputs": ["[ 3 ]", ...], "program":
//   "..."}
//
// Source: the test data published with Shi et al., ExeDec (ICLR 2024).
#pragma once

#include <string_view>

#include "dsl/core/result.h"
#include "tasks/task.h"

namespace gestalt::tasks {

/// A task of integers and lists of them, in the first domain that has no type beyond int and bool.
/// What counts there is a program that agrees with all examples: they are demonstrations and, once
/// more, the tests. Its id is "NAME-INDEX" with four digits; the program is not read.
///
/// Errors: kInvalidArgument with what is wrong; `source` stands before the place.
[[nodiscard]] Result<Task> parse_deepcoder_task(std::string_view line, std::string_view name,
                                                std::string_view source);

}  // namespace gestalt::tasks

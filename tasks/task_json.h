// Task files: the JSON of the ARC repositories, and its extension to tasks of any domain.
//
//   {"train": [{"input": V, "output": V}, ...], "test": [{"input": V}, {"input": V, "output": V}]}
//
// is a task of the first domain (domains.h) with its usual type. Other tasks say what they are with
// "domain": "list" and "type": "list int -> int"; a task of several arguments has "inputs": [V, V]
// in place of "input". V is as value_json.h says. Nothing else is allowed in a file.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "dsl/core/result.h"
#include "tasks/task.h"

namespace gestalt::tasks {

/// Reads a task. Every error says where ("f.json:3:14", "f.json: train[1].output[2][0]") and why.
///
/// Pure, and safe for any bytes: no files, no exceptions, memory in proportion to the text.
[[nodiscard]] Result<Task> parse_task(std::string_view text, std::string_view id,
                                      std::string_view source);

/// Reads a task file; the task's id is the file's name without its suffix.
[[nodiscard]] Result<Task> read_task_file(const std::filesystem::path& file);

/// A task file's text, one example a line: parse_task(print_task(t), t.id(), ...) == t.
[[nodiscard]] std::string print_task(const Task& task);

/// The bytes of a file of at most kMaxJsonBytes.
[[nodiscard]] Result<std::string> read_text_file(const std::filesystem::path& file);

}  // namespace gestalt::tasks

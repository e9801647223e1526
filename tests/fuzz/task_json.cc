// Fuzz target: the reader of task files. Any bytes give a task or an error; a task that was read
// prints to a text that reads back as the same task.
#include "tasks/task_json.h"

#include <cstdint>
#include <string_view>

#include "dsl/core/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace tasks = gestalt::tasks;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto task = tasks::parse_task(text, "id", "source");
  if (!task) {
    GESTALT_CHECK(!task.error().message.empty());
    return 0;
  }
  const auto again = tasks::parse_task(tasks::print_task(*task), "id", "printed");
  GESTALT_CHECK(again.has_value());
  GESTALT_CHECK(*again == *task);
  return 0;
}

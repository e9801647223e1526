#include "experiments/cli/counterexample.h"

#include <fmt/format.h>
#include <unistd.h>

#include "dsl/core/check.h"
#include "experiments/cli/console.h"
#include "synthesis/verify/question.h"
#include "tasks/render.h"

namespace gestalt::experiments {

Result<dsl::Value, dsl::Fault> output_on(dsl::EvalContext& context, const LoadedProgram& program,
                                         const synthesis::Answer& answer) {
  const auto inputs = answer.counterexample.values().first(program.type().arity());
  return synthesis::output_of(context, program.domain(), program.code(), program.type().result(),
                              inputs);
}

void draw_counterexample(const synthesis::Answer& answer,
                         const std::vector<CaptionedProgram>& programs) {
  GESTALT_CHECK(!programs.empty());
  const dsl::Domain& domain = programs.front().program->domain();
  const tasks::ColorMode mode = tasks::detect_color_mode(STDOUT_FILENO);
  std::vector<tasks::Block> blocks;
  for (std::size_t k = 0; k < answer.counterexample.size(); ++k) {
    blocks.push_back(tasks::captioned(
        "input", tasks::draw_value(domain, answer.input_types[k], answer.counterexample[k], mode)));
  }
  dsl::Arena arena;
  dsl::EvalContext context(arena, domain.registry);
  for (const auto& [caption, program] : programs) {
    const auto output = output_on(context, *program, answer);
    blocks.push_back(tasks::captioned(
        caption, output ? tasks::draw_value(domain, program->type().result(), *output, mode)
                        : tasks::text_block(fmt::format("fault: {}", to_string(output.error())))));
  }
  print(to_string(tasks::flow(blocks, tasks::terminal_columns(STDOUT_FILENO))));
}

}  // namespace gestalt::experiments

#include "tasks/render_svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "tasks/palette.h"

namespace gestalt::tasks {

namespace {

using dsl::Domain;
using dsl::Type;
using dsl::Value;

constexpr int kTextHeight = 16;
constexpr int kCharacterWidth = 8;  // of the 13 px monospace font, rounded up
constexpr int kMargin = 8;
/// Small pictures get larger cells: what a picture of `side` cells takes for one.
int cell_size(int side) { return std::clamp(240 / std::max(side, 1), 8, 20); }

std::string moved(const std::string& body, int x, int y) {
  if (x == 0 && y == 0) return body;
  return fmt::format("<g transform=\"translate({},{})\">{}</g>", x, y, body);
}

/// Runs of equal cells in a row as sub-paths, by cell value.
std::map<int, std::string> runs_by_cell(const dsl::Raster& raster, int size) {
  std::map<int, std::string> paths;
  for (int r = 0; r < raster.rows; ++r) {
    const int* row = raster.cells.data() + std::ptrdiff_t{r} * raster.columns;
    for (int c = 0; c < raster.columns;) {
      int end = c + 1;
      while (end < raster.columns && row[end] == row[c]) ++end;
      if (row[c] >= 0) {
        paths[row[c]] += fmt::format("M{} {}h{}v{}h{}z", c * size, r * size, (end - c) * size, size,
                                     -(end - c) * size);
      }
      c = end;
    }
  }
  return paths;
}

}  // namespace

std::string xml_escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      default:
        // Control characters are not allowed in XML at all.
        result += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
  return result;
}

SvgBlock svg_text(std::string_view text) {
  const auto characters = std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  });
  return {fmt::format("<text y=\"{}\" xml:space=\"preserve\">{}</text>", kTextHeight - 4,
                      xml_escaped(text)),
          static_cast<int>(characters) * kCharacterWidth, kTextHeight};
}

SvgBlock svg_raster(const dsl::Raster& raster) {
  const int size = cell_size(std::max(raster.rows, raster.columns));
  const int width = raster.columns * size;
  const int height = raster.rows * size;
  SvgBlock block{{}, width + 1, height + 1};
  for (const auto& [cell, path] : runs_by_cell(raster, size)) {
    block.body += fmt::format("<path fill=\"#{:06x}\" d=\"{}\"/>", palette_entry(cell).rgb, path);
  }
  std::string lines;
  for (int r = 0; r <= raster.rows; ++r) lines += fmt::format("M0 {}h{}", r * size, width);
  for (int c = 0; c <= raster.columns; ++c) lines += fmt::format("M{} 0v{}", c * size, height);
  block.body += fmt::format("<path stroke=\"#666\" stroke-width=\"0.5\" d=\"{}\"/>", lines);
  return block;
}

SvgBlock svg_value(const Domain& domain, const Type& type, Value value) {
  const dsl::BaseType* base = domain.find_type(type.name());
  if (base != nullptr && base->raster) return svg_raster(base->raster->to_raster(value));
  const dsl::BaseType* element =
      type.is_list() ? domain.find_type(type.arguments()[0].name()) : nullptr;
  if (element != nullptr && element->raster && !dsl::List(value).empty()) {
    std::vector<SvgBlock> pictures;
    for (const Value picture : dsl::List(value)) {
      pictures.push_back(svg_value(domain, type.arguments()[0], picture));
    }
    return svg_beside(pictures);
  }
  return svg_text(dsl::print_value(domain, type, value));
}

SvgBlock svg_beside(std::span<const SvgBlock> blocks, int gap) {
  SvgBlock result;
  for (const SvgBlock& block : blocks) {
    const int x = result.width == 0 ? 0 : result.width + gap;
    result.body += moved(block.body, x, 0);
    result.width = x + block.width;
    result.height = std::max(result.height, block.height);
  }
  return result;
}

SvgBlock svg_above(std::span<const SvgBlock> blocks, int gap) {
  SvgBlock result;
  for (const SvgBlock& block : blocks) {
    const int y = result.height == 0 ? 0 : result.height + gap;
    result.body += moved(block.body, 0, y);
    result.height = y + block.height;
    result.width = std::max(result.width, block.width);
  }
  return result;
}

SvgBlock svg_captioned(std::string_view caption, const SvgBlock& block) {
  const std::vector<SvgBlock> both{svg_text(caption), block};
  return svg_above(both, 2);
}

SvgBlock svg_arrow(const SvgBlock& from, const SvgBlock& to) {
  const int y = std::max(from.height, to.height) / 2;
  const SvgBlock arrow{fmt::format("<path d=\"M0 {0}h18\" stroke=\"#888\" stroke-width=\"2\"/>"
                                   "<path d=\"M16 {1}l8 5l-8 5z\" fill=\"#888\"/>",
                                   y, y - 5),
                       24, y + 5};
  const SvgBlock centered_from{moved(from.body, 0, y - from.height / 2), from.width, 2 * y};
  const SvgBlock centered_to{moved(to.body, 0, y - to.height / 2), to.width, 2 * y};
  const std::vector<SvgBlock> parts{centered_from, arrow, centered_to};
  SvgBlock row = svg_beside(parts);
  row.height = std::max({from.height, to.height, 2 * 5});
  return row;
}

SvgBlock svg_example(const Domain& domain, const Task& task, std::size_t example) {
  const std::vector<Type> types = task.type().parameters();
  std::vector<SvgBlock> inputs;
  for (std::size_t k = 0; k < types.size(); ++k) {
    inputs.push_back(svg_value(domain, types[k], task.inputs(example)[k]));
  }
  const auto output = task.output(example);
  return svg_arrow(svg_beside(inputs),
                   output ? svg_value(domain, task.type().result(), *output) : svg_text("?"));
}

SvgBlock svg_task(const Domain& domain, const Task& task) {
  std::vector<SvgBlock> rows{svg_text(task.id())};
  for (std::size_t i = 0; i < task.size(); ++i) {
    const bool is_train = i < task.train_count();
    const std::string caption = is_train ? fmt::format("train {}", i + 1)
                                         : fmt::format("test {}", i + 1 - task.train_count());
    rows.push_back(svg_captioned(caption, svg_example(domain, task, i)));
  }
  return svg_above(rows);
}

std::string to_svg(const SvgBlock& block) {
  const int width = block.width + 2 * kMargin;
  const int height = block.height + 2 * kMargin;
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" "
      "viewBox=\"0 0 {0} {1}\" font-family=\"monospace\" font-size=\"13\" fill=\"#444\">"
      "{2}</svg>\n",
      width, height, moved(block.body, kMargin, kMargin));
}

}  // namespace gestalt::tasks

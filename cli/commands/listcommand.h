// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"
#include "cli/output/table.h"

#include <QUrlQuery>

namespace linnet::cli {

//! \brief What one list of the administration's API is called, and how it is shown.
struct ListDescription
{
    enum class Asked {
        ByFilter, //!< And counted.
        AsItIs,
    };

    QString name; //!< Of the command.
    QString summary;
    QStringList examples;
    QStringList path; //!< Below the API's root, e.g. {"sessions"}.
    Table table;
    Asked asked = Asked::ByFilter;
    QStringList orders = {}; //!< In which it can be sorted; empty: in the server's alone.
};

//! \brief Writes one of the API's lists page by page, to the end or to a limit.
class ListCommand : public Command
{
public:
    explicit ListCommand(ListDescription description)
        : m_description(std::move(description))
    {}

    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

private:
    QUrlQuery query() const;
    Result<> showCount(Invocation &invocation) const;

    const ListDescription m_description;
    QString m_filter;
    QString m_order;
    int m_limit = 0; //!< 0: all.
    bool m_wantsCount = false;
};

} // namespace linnet::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands/command.h"
#include "cli/output/table.h"
#include "common/domain/filter.h"

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
    QString filter = {}; //!< That rows always match.
    const FilterFields &(*filterFields)() = nullptr; //!< What it can be asked by, if that is known.
    QStringList orders = {}; //!< It can be sorted by these; empty: it cannot.
    QString order = {}; //!< Unless another is asked for; empty: as the server does it.
};

//! \brief Writes one of the API's lists page by page, to the end or to a limit.
class ListCommand : public Command
{
public:
    explicit ListCommand(ListDescription description)
        : m_description(std::move(description))
        , m_order(m_description.order)
    {}

    Declaration declaration() override;
    Result<> run(Invocation &invocation) override;

protected:
    //! \return where the list is, below the API's root.
    virtual QStringList path() const { return m_description.path; }

private:
    QUrlQuery query() const;
    QUrlQuery pageQuery(const QString &cursor, int wanted) const;
    Result<> showCount(Invocation &invocation) const;

    const ListDescription m_description;
    QString m_order;
    QString m_filter;
    int m_limit = 0; //!< 0: all.
    bool m_wantsCount = false;
};

} // namespace linnet::cli

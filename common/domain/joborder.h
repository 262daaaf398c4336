// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"
#include "common/domain/filter.h"

#include <QStringList>

//! \file
//! How the jobs are listed that a server does after its commits.

namespace linnet {

//! \return what a list of jobs can be asked by.
const FilterFields &jobFields();

//! \brief In which order jobs are listed; those that are alike in it by their ids.
struct JobOrder
{
    enum class By { Created, Due, Updated };

    By by = By::Created;
    bool isDescending = true;
};

//! \return the names of all orders: "created", "-created", which is the newest first, …
QStringList jobOrderNames();

//! \return nothing if there is no such order.
std::optional<JobOrder> parseJobOrder(const QString &name);

//! \brief The place of a job in a list of any order: what comes after it is the next page.
struct JobPlace
{
    JobId id;
    Timestamp dueAt{};
    Timestamp updatedAt{};
};

//! \return \p place as clients know it.
QString toCursor(const JobPlace &place);

//! \return nothing unless \p cursor is one of toCursor().
std::optional<JobPlace> parseJobCursor(const QString &cursor);

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"

#include <QStringList>

namespace linnet::admin {

//! \brief One page of a list on its way into a file.
struct ExportPage
{
    std::vector<QJsonObject> rows;
    bool isLast = true;
};

//! \brief A list that is written whole, page by page.
struct ListExport
{
    //! \return the next page, asked for after the one before.
    using NextPage = std::function<QCoro::Task<Result<ExportPage>>()>;

    QString name; //!< Of the file, without an extension.
    QStringList columns; //!< Of CSV: keys of a row, with dots between those of objects within.
    NextPage next;
};

//! \return the names of the formats that there are.
QStringList exportFormats();

//! \return \p list as \p format; an error where that is none of exportFormats().
Result<Answer> exportAnswer(const QString &format, ListExport list);

} // namespace linnet::admin

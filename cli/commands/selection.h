// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commandline/declaration.h"
#include "common/client/apiclient.h"

namespace linnet::cli {

//! \brief Which rows of a list a command is about: some, or all that match.
struct Selection
{
    //! \brief What the rows are called.
    struct Words
    {
        QString things; //!< e.g. "jobs".
        QString one; //!< One of them, in help, e.g. "A job.".
        QString matching; //!< What --filter means, in help.
        Referent referent = Referent::None;
    };

    QList<Argument> arguments();
    QList<Option> options();

    //! \return a usage error unless it is said in one way.
    Result<> check() const;

    //! \return it, as it is asked for.
    QJsonObject body() const;
    //! \return how many rows it is that \p path would act on, as "count", and as of when.
    Result<QJsonObject> preview(ApiClient &api, const QString &path) const;
    //! \return it, as it is asked for when \p preview was shown: for those rows and no other.
    QJsonObject asPreviewed(const QJsonObject &preview) const;

    Words words;
    QStringList ids = {};
    QString filter = {};
};

} // namespace linnet::cli

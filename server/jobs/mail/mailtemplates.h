// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace linnet {

//! \brief What a mail says, in one language.
struct MailText
{
    QString language;
    QString subject;
    QString text;
    QString html; //!< Empty: there is none.
};

//! \brief The texts of mails: <name>.<language>.txt, whose first line is the subject, and the same
//! with .html. "{{code}}" stands for the value "code".
class MailTemplates
{
public:
    //! \param folder whose files go before those that are built in; empty: there is none. They are
    //! read for each mail, so that a change shows at once.
    //! \param usual the language of those whose own is not known, or not there.
    explicit MailTemplates(QString folder = {}, QString usual = {});

    //! \return what is wrong with the files of the folder: a server is not to start with a template
    //! that will fail when it is needed.
    Result<> check() const;

    //! \return \p name in \p language, of which there may be several with commas between them, in
    //! a more general form of it, in the usual language, or in English. Values are escaped in HTML,
    //! and are one line everywhere. Errors: "mail_template".
    Result<MailText> render(const QString &name, const QString &language,
                            const QJsonObject &values) const;

    //! \return the names of the mails that are built in.
    static QStringList names();
    //! \return the languages that \p name is built in in.
    static QStringList languages(const QString &name);

private:
    std::optional<QString> read(const QString &file) const;
    Result<> checkFile(const QString &file) const;

    QString m_folder;
    QString m_usual;
};

} // namespace linnet

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"
#include "server/services/notification/mailchoiceservice.h"

namespace linnet::phone {

//! \brief Which mails one wants of what happens while one is away.
class PhoneMailChoiceApi
{
public:
    explicit PhoneMailChoiceApi(MailChoiceService &choices);

    QList<Endpoint> endpoints();

private:
    QCoro::Task<Result<Answer>> show(Call call);
    QCoro::Task<Result<Answer>> change(Call call);

    MailChoiceService &m_choices;
};

} // namespace linnet::phone

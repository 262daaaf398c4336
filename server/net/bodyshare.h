// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <memory>

namespace linnet::net {

class BodyBudget;

//! \brief What one body or message takes of a BodyBudget, until it is gone.
class BodyShare
{
public:
    BodyShare() = default; //!< Of no budget, which has room for everything.
    //! \param budget null: none.
    //! \param place as BodyBudget has it.
    BodyShare(std::shared_ptr<BodyBudget> budget, QByteArray place);
    ~BodyShare();
    BodyShare(BodyShare &&other) noexcept;
    BodyShare &operator=(BodyShare &&) = delete;

    //! \return false if there is no room for so many bytes.
    bool resize(qint64 bytes);

private:
    std::shared_ptr<BodyBudget> m_budget;
    QByteArray m_place;
    qint64 m_held = 0;
};

} // namespace linnet::net
